CREATE TABLE account (id bigint PRIMARY KEY, email text); -- @private
CREATE TABLE person (
    id bigint PRIMARY KEY,
    name text,
    born date -- @private
);
-- @private
CREATE VIEW accounts AS SELECT id FROM account;
CREATE VIEW people AS SELECT id, name FROM person;
-- @allow TW060: only how many there are
CREATE VIEW total AS SELECT count(*) FROM account;
