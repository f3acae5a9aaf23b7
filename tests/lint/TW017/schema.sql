CREATE TABLE event (id bigint PRIMARY KEY, at timestamptz(0) NOT NULL);
