CREATE TABLE todo (a int, b int);
CREATE FUNCTION total(todo) RETURNS int LANGUAGE sql AS 'SELECT $1.a + $1.b';
