-- @renamed from=b
CREATE TABLE a (id int PRIMARY KEY, y bytea);
-- @renamed from=a
CREATE TABLE b (id int PRIMARY KEY, x text);
