CREATE TABLE todo (id bigint PRIMARY KEY, done boolean NOT NULL, at date);
CREATE INDEX rare ON todo (at) WHERE NOT done;
CREATE INDEX pair ON todo (done, at);
CREATE UNIQUE INDEX one_of_each ON todo (done);
