CREATE SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext VERSION '1.8';
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE TABLE a (id int PRIMARY KEY, x text);
CREATE INDEX a_x_idx ON a USING gin (x ext.gin_trgm_ops);
