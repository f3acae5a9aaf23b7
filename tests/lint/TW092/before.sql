CREATE TYPE mood AS ENUM ('ok', 'sad');
CREATE TABLE todo (id int PRIMARY KEY, uuid uuid NOT NULL, title varchar(9), price numeric(9, 2), mood mood, at timestamp);
CREATE TABLE other (id int PRIMARY KEY, title varchar(9), price numeric(9, 2));
CREATE TABLE log (id bigint PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (9);
CREATE TABLE log_2 (id bigint PRIMARY KEY);
CREATE PUBLICATION zero_app FOR TABLE todo, log WITH (publish_via_partition_root = true);
CREATE PUBLICATION another FOR TABLE other;
