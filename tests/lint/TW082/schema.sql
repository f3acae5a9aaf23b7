CREATE TABLE place (id bigint PRIMARY KEY, at point);
-- @zero
CREATE PUBLICATION zero_app FOR TABLE place;
