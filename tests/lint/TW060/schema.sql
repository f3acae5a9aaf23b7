CREATE TABLE account (id bigint PRIMARY KEY, email text); -- @private
CREATE TABLE person (
    id bigint PRIMARY KEY,
    name text,
    born date -- @private
);
CREATE VIEW accounts AS SELECT id FROM account;
CREATE VIEW birthdays AS SELECT name, born FROM person;
