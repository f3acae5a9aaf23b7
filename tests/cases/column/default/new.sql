CREATE TABLE todo (id int PRIMARY KEY, a text, b text DEFAULT 'y', c timestamptz DEFAULT (now() AT TIME ZONE 'utc'));
