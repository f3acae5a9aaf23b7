CREATE TABLE account (id bigint PRIMARY KEY, name text NOT NULL, email text NOT NULL, city text);
CREATE TABLE todo (id bigint PRIMARY KEY, price real);
CREATE TABLE note (id bigint PRIMARY KEY, body text);
CREATE TABLE gone (id bigint PRIMARY KEY);
CREATE PUBLICATION zero_app FOR TABLE account, todo, note, gone WITH (publish_via_partition_root = true);
