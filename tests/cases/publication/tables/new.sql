CREATE TABLE b (id int PRIMARY KEY, x text, z text);
CREATE TABLE c (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE b, c WITH (publish = 'insert, update', publish_via_partition_root = true);
COMMENT ON PUBLICATION p IS 'For clients';
CREATE PUBLICATION q FOR TABLE b (id, z), c WHERE (id > 0);
