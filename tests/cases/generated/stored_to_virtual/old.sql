CREATE TABLE post (id int PRIMARY KEY, title text, slug text GENERATED ALWAYS AS (lower(title)) STORED);
