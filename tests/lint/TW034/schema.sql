CREATE TABLE todo (id bigint PRIMARY KEY, done boolean NOT NULL);
CREATE INDEX by_done ON todo (done);
