CREATE TABLE word (lang text, id bigint, text text NOT NULL, length int, seen int NOT NULL DEFAULT 0, PRIMARY KEY (lang, id));
INSERT INTO word SELECT l, n, repeat('x', n % 20) FROM generate_series(1, 500) n, unnest(ARRAY['de', 'en']) l;
CREATE TABLE trap (after bigint NOT NULL);
