CREATE SCHEMA app;
CREATE TABLE todo (id integer PRIMARY KEY, title text, done boolean NOT NULL);
CREATE TABLE app.other (id integer PRIMARY KEY);
CREATE TABLE third (id integer PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE todo WHERE (id > 5), TABLES IN SCHEMA app
    WITH (publish = 'insert, delete', publish_via_partition_root = true);
COMMENT ON PUBLICATION p IS 'more';
ALTER PUBLICATION p OWNER TO tw_owner;
CREATE PUBLICATION q FOR TABLE todo (id), app.other;
