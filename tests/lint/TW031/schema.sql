CREATE TABLE todo (id bigint PRIMARY KEY, user_id bigint NOT NULL, title text NOT NULL, done boolean, UNIQUE (title, user_id));
CREATE INDEX short ON todo (user_id);
CREATE INDEX long ON todo (user_id, done);
CREATE INDEX in_key ON todo (title);
