CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%') DEFAULT 'a@b';
CREATE TABLE a (id int PRIMARY KEY, mail email);
