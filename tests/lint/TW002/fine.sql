CREATE TABLE visit (user_id bigint, at timestamptz, PRIMARY KEY (user_id, at));
-- @allow TW002
CREATE TABLE import_line (text text NOT NULL);
