CREATE SEQUENCE counter;
CREATE TABLE a (id int PRIMARY KEY, n bigint DEFAULT nextval('counter'));
ALTER SEQUENCE counter OWNED BY a.n;
