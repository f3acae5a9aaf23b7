CREATE TABLE event (id bigint PRIMARY KEY, starts timestamptz NOT NULL, wakes timestamp); -- @allow TW011: a wall clock
