CREATE TABLE event (id bigint PRIMARY KEY, payload jsonb NOT NULL, signed json NOT NULL); -- @allow TW015: it is signed
