CREATE SCHEMA ext;
CREATE EXTENSION citext SCHEMA public;
CREATE TABLE t (name citext);
