CREATE TABLE a (id int PRIMARY KEY, secret text);
CREATE PUBLICATION zero_app FOR TABLE a (id) WITH (publish_via_partition_root = true);
