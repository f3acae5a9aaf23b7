CREATE TABLE event (id bigint PRIMARY KEY, starts timestamp NOT NULL, seen timestamp(3)[]);
