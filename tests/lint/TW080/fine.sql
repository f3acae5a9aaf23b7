CREATE TABLE visit (id bigint NOT NULL UNIQUE, user_id bigint NOT NULL);
CREATE TABLE log (line text);
-- @zero
CREATE PUBLICATION zero_app FOR TABLE visit;
CREATE PUBLICATION lines FOR TABLE log WITH (publish = 'insert');
