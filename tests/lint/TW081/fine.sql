CREATE TABLE todo (id bigint PRIMARY KEY, search tsvector);
-- @zero
CREATE PUBLICATION zero_app FOR TABLE todo (id);
CREATE PUBLICATION other FOR TABLE todo;
