CREATE SUBSCRIPTION far CONNECTION 'host=far' PUBLICATION a, b WITH (connect = false, streaming = off, synchronous_commit = local);
