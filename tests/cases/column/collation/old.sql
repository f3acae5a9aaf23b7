CREATE TABLE word (id int PRIMARY KEY, text text NOT NULL);
CREATE INDEX word_text_idx ON word (text);
