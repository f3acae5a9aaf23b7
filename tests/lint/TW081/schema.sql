CREATE TABLE todo (id bigint PRIMARY KEY, search tsvector, picture bytea);
-- @zero
CREATE PUBLICATION zero_app FOR TABLE todo;
