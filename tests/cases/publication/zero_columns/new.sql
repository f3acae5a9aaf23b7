CREATE TABLE account (id int PRIMARY KEY, name text NOT NULL, email text NOT NULL, bio text NOT NULL DEFAULT '');
CREATE TABLE todo (id int PRIMARY KEY, account_id int NOT NULL REFERENCES account);
CREATE TABLE session (id int PRIMARY KEY);
CREATE PUBLICATION zero_app FOR TABLE account (id, name, bio), todo WITH (publish_via_partition_root = true);
