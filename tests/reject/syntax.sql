CREATE TABLE a (
    id uuid PRIMARY KEY,
    title text NOT NUL,
    n integer DEFAULT,
    price numeric(10, 2 NOT NULL,
    done boolean
);
CREATE TABLE b (id int,);
CREATE TABLE c id int;
CREATE TABEL d (id int);
CRATE TABLE e (id int);
CREATE TABLE user (id int);
CREATE TABLE f (order int);
CREATE TABLE g (id int) x;
CREATE INDEX ON a title;
ALTER TABLE a ADD COLUM x int;
ALTER TABLE a RENAME title;
CREATE TABLE h (a.b int);
CREATE TYPE i AS ENUM (a);
CREATE TABLE j (id int) $;
CREATE TABLE k (id int CHECK (id > 0)));
DROP TABLE;
;;
