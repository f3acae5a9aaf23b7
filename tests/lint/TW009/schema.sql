CREATE TABLE todo (id bigint PRIMARY KEY, title text, parent_id bigint);
ALTER TABLE todo ADD CONSTRAINT short CHECK (length(title) < 200) NOT VALID;
ALTER TABLE todo ADD CONSTRAINT parent FOREIGN KEY (parent_id) REFERENCES todo NOT VALID;
