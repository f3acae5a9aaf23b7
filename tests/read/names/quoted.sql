CREATE TABLE "userPublic" ("createdAt" timestamptz, "a ""quoted"" name" int UNIQUE, Folded int, U&"\0061b" int, größe int,
    "a name that is much longer than the sixty-three bytes that PostgreSQL keeps of it" int);
CREATE TABLE Public."select" ("from" int PRIMARY KEY, value int, name text, type text, key text, "order" int, year int, zone text);
CREATE TABLE empty ();
CREATE UNLOGGED TABLE IF NOT EXISTS fast (id int);
CREATE TABLE IF NOT EXISTS fast (id int, more int);
