SELECT 1

SELECT id, name FROM "user"

SELECT * FROM "user"

SELECT u.*, t.title FROM "user" u JOIN todo t ON t.user_id = u.id

SELECT u.id, t.title AS name FROM "user" u LEFT JOIN todo t ON t.user_id = u.id WHERE u.id = $1

SELECT u.id, t.id AS todo, t.title FROM todo t RIGHT JOIN "user" u ON t.user_id = u.id

SELECT u.name, t.title FROM "user" u FULL JOIN todo t ON t.user_id = u.id

SELECT u.name, t.title FROM "user" u CROSS JOIN todo t

SELECT id, "isAdmin" FROM "user" WHERE name = $1 AND born > $2

SELECT id FROM "user" WHERE mood = 'happy'

SELECT id FROM "user" WHERE mood = $1

SELECT id FROM "user" WHERE id = ANY($1)

SELECT id FROM "user" WHERE id IN ($1, $2, 3)

SELECT id FROM "user" WHERE name IN ('a', $1)

SELECT id FROM "user" WHERE id IN (SELECT user_id FROM todo WHERE done)

SELECT id FROM todo WHERE (user_id, title) IN (SELECT id, name FROM "user")

SELECT id FROM todo WHERE (user_id, title) = ($1, $2)

SELECT id, (SELECT count(*) FROM todo t WHERE t.user_id = u.id) FROM "user" u

SELECT id, (SELECT max(title) FROM todo t WHERE t.user_id = u.id) AS last FROM "user" u

SELECT id, (SELECT title FROM todo t WHERE t.user_id = u.id LIMIT 1) FROM "user" u

SELECT EXISTS (SELECT FROM todo WHERE done), NOT EXISTS (SELECT 1 FROM todo) AS none

SELECT ARRAY(SELECT title FROM todo ORDER BY title), ARRAY(SELECT note FROM todo) AS notes

SELECT name FROM "user" ORDER BY name DESC NULLS LAST, id LIMIT $1 OFFSET $2

SELECT name AS n FROM "user" ORDER BY n, 1 FETCH FIRST 3 ROWS ONLY

SELECT DISTINCT name, mood FROM "user" ORDER BY mood

SELECT DISTINCT ON (user_id) user_id, title, created_at FROM todo ORDER BY user_id, created_at DESC

SELECT id FROM todo FOR UPDATE SKIP LOCKED

SELECT t.id FROM todo t JOIN "user" u ON u.id = t.user_id FOR NO KEY UPDATE OF t NOWAIT

SELECT id FROM todo WHERE title LIKE $1 OR title ILIKE '%a%' OR title NOT LIKE 'b' ESCAPE '!'

SELECT id FROM todo WHERE title SIMILAR TO 'a|b' AND title ~ '^a' AND title !~* 'b'

SELECT id FROM todo WHERE due_on BETWEEN $1 AND $2 AND created_at >= now() - interval '1 day'

SELECT id FROM todo WHERE created_at > $1 AND created_at < $1

SELECT id FROM todo WHERE note IS NULL AND due_on IS NOT NULL AND done IS NOT TRUE AND note IS DISTINCT FROM 'a'

SELECT u.name, l.title FROM "user" u, LATERAL (SELECT title FROM todo t WHERE t.user_id = u.id LIMIT 2) l

SELECT u.name, l.title FROM "user" u LEFT JOIN LATERAL (SELECT title FROM todo t WHERE t.user_id = u.id) l ON true

SELECT post_id, tag_id, p.title FROM post_tag JOIN post p ON p.id = post_id

SELECT * FROM post_tag JOIN (SELECT id AS tag_id, name FROM tag) t USING (tag_id)

SELECT tag_id, name FROM post_tag LEFT JOIN (SELECT id AS tag_id, name FROM tag) t USING (tag_id)

SELECT * FROM post_tag FULL JOIN (SELECT id AS tag_id, name FROM tag) t USING (tag_id)

SELECT * FROM (SELECT id, name FROM tag) a NATURAL JOIN (SELECT id, parent_id FROM tag) b

SELECT a.name, b.name AS parent FROM tag a LEFT JOIN tag b ON b.id = a.parent_id

SELECT x.a, x.b FROM (VALUES (1, 'a'), (2, NULL)) AS x (a, b)

VALUES (1, 'a'), (2, 'b')

SELECT * FROM (VALUES (1, 2.5, $1)) v

TABLE tag

SELECT t.id FROM ONLY tag t

SELECT id FROM todo TABLESAMPLE BERNOULLI (10) REPEATABLE (1)

SELECT what, detail FROM audit.entry e WHERE e.at > $1

SELECT entry.what FROM audit.entry

SELECT id, title, owner, born FROM open_todo

SELECT * FROM owner_count

SELECT * FROM post_stats

SELECT t, t.id FROM tag t

SELECT (t).name, (t).* FROM tag t

SELECT (home).city, (u.home).zip FROM "user" u

SELECT ctid, tableoid, xmin FROM todo

SELECT id, day, amount FROM event_2026 UNION ALL SELECT id, day, NULL FROM event

SELECT j.* FROM ("user" u JOIN todo t ON t.user_id = u.id) AS j (a, b)

SELECT u.name, j.title FROM "user" u LEFT JOIN (todo t JOIN comment c ON c.body = t.title) ON t.user_id = u.id CROSS JOIN LATERAL (SELECT t.title) j

SELECT relname, relkind FROM pg_class WHERE relname = $1

SELECT tablename::text FROM pg_publication_tables WHERE pubname = $1 ORDER BY 1

SELECT table_name, is_nullable FROM information_schema.columns

SELECT oid, typname FROM pg_catalog.pg_type WHERE typname LIKE $1

SELECT $1::int AS a, $2::text, $3

SELECT coalesce($1, 'x')

SELECT name FROM "user" WHERE $1 OR "isAdmin"

SELECT id FROM todo WHERE ($1::text IS NULL OR title = $1)

SELECT id FROM "user" WHERE mail = $1 AND lower(name) = lower($2)

SELECT id FROM post WHERE rating = $1 OR rating > 3

SELECT CASE WHEN $1 > 5 THEN 'a' ELSE 'b' END



