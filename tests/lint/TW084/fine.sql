CREATE TABLE log (id bigint PRIMARY KEY) PARTITION BY RANGE (id);
-- @zero
CREATE PUBLICATION zero_app FOR TABLE log WITH (publish_via_partition_root = true);
CREATE PUBLICATION other FOR ALL TABLES;
