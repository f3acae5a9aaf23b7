CREATE TABLE todo (id int PRIMARY KEY, title text NOT NULL CHECK (title <> ''), done boolean UNIQUE);
CREATE INDEX ON todo (title);
