CREATE SUBSCRIPTION far CONNECTION 'host=far password=hunter2' PUBLICATION a WITH (connect = false);
