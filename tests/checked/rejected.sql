SELECT * FROM tood

SELECT * FROM "User"

SELECT * FROM shop.todo

SELECT titel FROM todo

SELECT isAdmin FROM "user"

SELECT t.nothing FROM todo t

SELECT todo.id FROM todo t

SELECT u.id FROM todo t

SELECT id FROM todo t JOIN "user" u ON u.id = t.user_id

SELECT uppr(title) FROM todo

SELECT upper(1.5, 2) FROM todo

SELECT lenght(title) FROM todo

SELECT add_up('a', 1, 2)

SELECT title + 1 FROM todo

SELECT id FROM todo WHERE title = 1

SELECT id FROM todo WHERE created_at > 5

SELECT id FROM todo WHERE done = 'maybe'

SELECT id FROM "user" WHERE mood = 'hapy'

SELECT id FROM "user" WHERE id = 'abc'

SELECT id FROM todo WHERE id = 'no uuid'

SELECT id FROM todo WHERE title

SELECT id FROM todo WHERE count(*) > 1

SELECT user_id, title, count(*) FROM todo GROUP BY user_id

SELECT title, count(*) FROM todo

SELECT user_id FROM todo GROUP BY user_id HAVING done

SELECT sum(count(*)) FROM todo

SELECT row_number() FROM todo

SELECT id FROM todo WHERE row_number() OVER () = 1

SELECT upper(title) OVER () FROM todo

SELECT rank() OVER nothing FROM todo

SELECT id, title FROM todo UNION SELECT id FROM tag

SELECT id FROM todo UNION SELECT name FROM tag UNION SELECT 1

SELECT created_at FROM todo UNION SELECT 1

SELECT CASE WHEN done THEN 1 ELSE now() END FROM todo

SELECT coalesce(title, 5) FROM todo

SELECT coalesce(created_at, 5) FROM todo

SELECT ARRAY[1, now()]

SELECT ARRAY[]

SELECT $1 + $1 || $1 FROM todo WHERE created_at = $1

SELECT id FROM todo WHERE id = $1 AND title = $1

SELECT id FROM todo WHERE id IN (SELECT id, title FROM todo)

SELECT (SELECT id, title FROM todo)

SELECT id FROM todo WHERE user_id = ANY(5)

SELECT * FROM todo, todo

SELECT x.a FROM (SELECT 1 AS b) x

SELECT l.title FROM "user" u, (SELECT title FROM todo t WHERE t.user_id = u.id) l

SELECT * FROM jsonb_to_recordset('[]')

SELECT name::moood FROM "user"

SELECT born::integer FROM "user"

SELECT (home).cty FROM "user"

SELECT (name).x FROM "user"

SELECT name[1] FROM "user"

SELECT DISTINCT title FROM todo ORDER BY created_at

SELECT DISTINCT ON (user_id) title FROM todo ORDER BY title

SELECT id FROM todo UNION SELECT id FROM todo ORDER BY title

SELECT id FROM todo ORDER BY 5

SELECT id FROM todo LIMIT 'a'

SELECT id FROM todo GROUP BY id FOR UPDATE

SELECT meta FROM post ORDER BY meta

SELECT meta, count(*) FROM post GROUP BY meta

SELECT percentile_cont(0.5) FROM todo

SELECT * FROM post_tag JOIN tag USING (tag_id)

WITH t AS (SELECT 1 AS a) SELECT b FROM t

WITH t AS (SELECT 1), t AS (SELECT 2) SELECT 1

WITH t AS (DELETE FROM todo) SELECT * FROM t

WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1.5 FROM n) SELECT i FROM n

INSERT INTO todo (user_id, titel) VALUES (1, 'a')

INSERT INTO todo (user_id) VALUES (1)

INSERT INTO todo (user_id, title) VALUES (1)

INSERT INTO todo (user_id, title) VALUES (1, 'a', 2)

INSERT INTO todo (user_id, title) VALUES (1, NULL)

INSERT INTO todo (user_id, title, title) VALUES (1, 'a', 'b')

INSERT INTO todo (user_id, title) VALUES ('x', 'a')

INSERT INTO todo (user_id, title, done) VALUES (1, 'a', 1)

INSERT INTO todo (user_id, title) SELECT name, id FROM "user"

INSERT INTO "user" (id, name, mail) VALUES (1, 'a', 'a@b')

INSERT INTO "user" (name, mail, lower_name) VALUES ('a', 'a@b', 'a')

INSERT INTO "user" (name, mail, mood) VALUES ('a', 'a@b', 'angry')

INSERT INTO tag (name) VALUES ('a') ON CONFLICT (parent_id) DO NOTHING

INSERT INTO tag (name) VALUES ('a') ON CONFLICT DO UPDATE SET name = 'b'

INSERT INTO tag (name) VALUES ('a') ON CONFLICT ON CONSTRAINT tag_name_kye DO NOTHING

INSERT INTO tag (name) VALUES ('a') RETURNING idd

INSERT INTO post_stats (id) VALUES (1)

UPDATE todo SET titel = 'a'

UPDATE todo SET done = 1

UPDATE todo SET title = NULL

UPDATE todo SET title = 'a', title = 'b'

UPDATE "user" SET lower_name = 'a'

UPDATE todo SET (title, note) = ('a', 'b', 'c')

UPDATE todo SET title = count(*)

UPDATE tag SET name = t.name FROM tag

DELETE FROM todo WHERE user_id = 'ada'

DELETE FROM todo USING "user" WHERE name = 1

MERGE INTO tag t USING post p ON t.id = p.id WHEN MATCHED THEN UPDATE SET nam = 'x'

MERGE INTO tag t USING post p ON t.id = p.id WHEN NOT MATCHED THEN INSERT (name) VALUES (t.name)

SELECT embedding <-> 5 FROM post

SELECT settings -> now() FROM "user"

SELECT tags @> ARRAY[1] FROM "user"

SELECT max(home) OVER () + 1 FROM "user"

SELECT FROM todo WHERE EXISTS (SELECT 1 FROM tood)

SELECT "title FROM todo

SELECT title FROM todo WHERE (done

SELECT id FROM todo JOIN "user" WHERE true

SELECT select FROM todo
