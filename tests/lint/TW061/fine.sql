CREATE TABLE person (id bigint PRIMARY KEY);
-- @private
CREATE TABLE account (id bigint PRIMARY KEY, person_id bigint REFERENCES person ON DELETE RESTRICT);
CREATE TABLE todo (id bigint PRIMARY KEY, account_id bigint REFERENCES account ON DELETE CASCADE);
