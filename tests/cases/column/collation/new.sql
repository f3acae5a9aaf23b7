CREATE TABLE word (id int PRIMARY KEY, text text COLLATE "C" NOT NULL);
CREATE INDEX word_text_idx ON word (text);
