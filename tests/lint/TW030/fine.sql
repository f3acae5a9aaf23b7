CREATE TABLE todo (id bigint PRIMARY KEY, user_id bigint, title text);
CREATE INDEX a ON todo (user_id);
CREATE INDEX b ON todo (user_id DESC);
CREATE INDEX c ON todo (user_id) WHERE title IS NULL;
CREATE INDEX d ON todo USING hash (user_id);
CREATE INDEX e ON todo (user_id) INCLUDE (title);
