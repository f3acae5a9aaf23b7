CREATE TABLE event (id bigint PRIMARY KEY, payload json NOT NULL);
