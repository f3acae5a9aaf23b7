CREATE TABLE account (id bigint PRIMARY KEY, name text, type text, value int);
-- @allow TW051: everybody calls it that
CREATE TABLE "group" (id bigint PRIMARY KEY);
