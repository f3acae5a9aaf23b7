CREATE TABLE event (id bigint PRIMARY KEY, payload jsonb, tags text[]);
CREATE INDEX by_payload ON event USING gin (payload);
CREATE INDEX by_kind ON event ((payload ->> 'kind'));
CREATE UNIQUE INDEX by_tags ON event (tags);
