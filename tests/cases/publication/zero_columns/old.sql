CREATE TABLE account (id int PRIMARY KEY, name text NOT NULL, email text NOT NULL);
CREATE TABLE session (id int PRIMARY KEY);
CREATE PUBLICATION zero_app FOR TABLE account (id, name) WITH (publish_via_partition_root = true);
