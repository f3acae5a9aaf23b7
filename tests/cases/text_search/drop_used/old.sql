CREATE TEXT SEARCH DICTIONARY plain (TEMPLATE = simple, STOPWORDS = english);
CREATE TEXT SEARCH CONFIGURATION words (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION words ALTER MAPPING FOR word WITH plain;
CREATE TABLE page (body text);
CREATE INDEX page_words ON page USING gin (to_tsvector('words'::regconfig, body));
CREATE VIEW page_vector AS SELECT to_tsvector('words', body) AS words FROM page;
