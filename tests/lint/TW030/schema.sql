CREATE TABLE todo (id bigint PRIMARY KEY, user_id bigint, title text);
CREATE INDEX a ON todo (user_id);
CREATE INDEX b ON todo (user_id);
CREATE INDEX plain ON todo (title);
CREATE UNIQUE INDEX rule ON todo (title);
