CREATE SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
COMMENT ON EXTENSION citext IS 'text of any case';
CREATE TABLE t (name ext.citext);
