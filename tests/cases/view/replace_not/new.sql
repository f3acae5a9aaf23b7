CREATE TABLE a (id int, x int, n numeric(10, 2), c text COLLATE "C");
CREATE TABLE b (id int, x bigint, n numeric(12, 2), c text, more int);
CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION f(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1';
-- Another type, another modifier, another collation.
CREATE VIEW another_type AS SELECT t.x FROM b t;
CREATE VIEW modifier AS SELECT t.n FROM b t;
CREATE VIEW another_collation AS SELECT t.c FROM b t;
-- Another order, name, number of columns.
CREATE VIEW positions AS SELECT x, id FROM a;
CREATE VIEW another_name AS SELECT id AS two FROM a;
CREATE VIEW fewer AS SELECT id FROM a;
-- What an expression gives is not known.
CREATE VIEW expression AS SELECT t.x + 1 AS y FROM b t;
CREATE VIEW call AS SELECT f(1) AS y WHERE 1 > 0;
CREATE VIEW star AS SELECT * FROM a WHERE id > 0;
CREATE VIEW arms AS SELECT x AS y FROM a UNION SELECT 1.5;
CREATE VIEW bits AS SELECT B'1' AS y;
CREATE VIEW scope AS SELECT (SELECT n FROM b LIMIT 1) AS n, id FROM a WHERE id > 0;
