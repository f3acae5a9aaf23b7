-- @renamed from=far
CREATE SUBSCRIPTION near CONNECTION 'host=far' PUBLICATION a WITH (connect = false, slot_name = s);
