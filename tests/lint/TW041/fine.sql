CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN work_email AS email;
CREATE TABLE person (id bigint PRIMARY KEY, email work_email NOT NULL);
