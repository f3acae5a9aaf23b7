CREATE TABLE parent (id bigint PRIMARY KEY);
CREATE TABLE other (id bigint PRIMARY KEY);
CREATE TABLE child (id bigint PRIMARY KEY REFERENCES parent REFERENCES other);
