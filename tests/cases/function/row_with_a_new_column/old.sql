CREATE TABLE todo (a int);
CREATE FUNCTION total(todo) RETURNS int LANGUAGE sql AS 'SELECT $1.a';
