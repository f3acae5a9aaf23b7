CREATE TABLE todo (id bigint PRIMARY KEY, user_id bigint, title text, done boolean);
CREATE INDEX second ON todo (done);
CREATE INDEX long ON todo (user_id, done);
CREATE INDEX part ON todo (user_id) WHERE NOT done;
CREATE UNIQUE INDEX rule ON todo (title);
CREATE INDEX longer ON todo (title, id);
