CREATE TABLE event (id bigint PRIMARY KEY, at timestamptz NOT NULL);
