CREATE TABLE event (id bigint PRIMARY KEY, payload jsonb, tags text[], words tsvector);
CREATE INDEX by_payload ON event (payload);
CREATE INDEX by_tags ON event (tags);
CREATE INDEX by_words ON event (words);
