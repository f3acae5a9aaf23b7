CREATE TABLE event (id int PRIMARY KEY, at timestamp NOT NULL DEFAULT now(), until timestamptz(3));
CREATE INDEX event_at_idx ON event (at);
