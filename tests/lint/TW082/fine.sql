CREATE TABLE place (id bigint PRIMARY KEY, around polygon, near text[]);
-- @zero
CREATE PUBLICATION zero_app FOR TABLE place;
