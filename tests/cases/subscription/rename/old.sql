CREATE SUBSCRIPTION far CONNECTION 'host=far' PUBLICATION a WITH (connect = false, slot_name = s);
