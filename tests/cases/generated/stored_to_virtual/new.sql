CREATE TABLE post (id int PRIMARY KEY, title text, slug text GENERATED ALWAYS AS (lower(title)) VIRTUAL, loud text GENERATED ALWAYS AS (upper(title)) VIRTUAL);
