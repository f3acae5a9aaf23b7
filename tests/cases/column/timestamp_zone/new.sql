CREATE TABLE event (id int PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), until timestamp(3));
CREATE INDEX event_at_idx ON event (at);
