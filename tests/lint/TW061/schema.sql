CREATE TABLE person (id bigint PRIMARY KEY);
-- @private
CREATE TABLE account (id bigint PRIMARY KEY, person_id bigint REFERENCES person ON DELETE CASCADE);
