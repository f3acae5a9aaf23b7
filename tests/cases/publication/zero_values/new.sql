CREATE TABLE todo (id int PRIMARY KEY, title text NOT NULL, weight double precision, small bigint);
CREATE TABLE other (id bigint PRIMARY KEY, x text);
CREATE PUBLICATION zero_app FOR TABLE todo, other WITH (publish_via_partition_root = true);
CREATE PUBLICATION another FOR TABLE todo;
