CREATE TABLE item (id bigint PRIMARY KEY, title text NOT NULL);
CREATE TABLE part (id bigint PRIMARY KEY, item_id bigint NOT NULL REFERENCES item);
CREATE INDEX ON part (item_id);
