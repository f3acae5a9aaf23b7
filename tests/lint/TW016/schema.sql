CREATE TABLE shop (id bigint PRIMARY KEY, opens timetz NOT NULL);
