CREATE TABLE account (
    id bigint PRIMARY KEY,
    full_name text NOT NULL, -- @renamed from=name
    email text NOT NULL,
    bio text
);
CREATE TABLE todo (id bigint PRIMARY KEY, price double precision);
CREATE TABLE note (id bigint PRIMARY KEY, body text, hidden text);
CREATE TABLE tag (id bigint PRIMARY KEY);
-- @zero
CREATE PUBLICATION zero_app FOR TABLE account (id, full_name, bio), todo, tag WITH (publish_via_partition_root = true);
