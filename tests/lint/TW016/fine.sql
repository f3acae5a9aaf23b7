CREATE TABLE shop (id bigint PRIMARY KEY, opens time NOT NULL, zone text NOT NULL);
