CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE a (
    id uuuid,
    n integr[],
    m moood NOT NULL,
    v vecotr(3),
    w timestampz DEFAULT now(),
    x app.status
);
CREATE DOMAIN d AS txt;
CREATE FUNCTION f(a stirng) RETURNS int LANGUAGE sql AS 'SELECT 1';
