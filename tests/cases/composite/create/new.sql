CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE pair AS (a integer, m mood);
CREATE TYPE empty AS ();
CREATE DOMAIN good AS pair CHECK ((VALUE).a > 0);
CREATE TABLE t (id integer PRIMARY KEY, p pair, ps pair[], g good);
CREATE FUNCTION make(integer) RETURNS pair LANGUAGE sql AS $$ SELECT ROW($1, 'ok')::pair $$;
