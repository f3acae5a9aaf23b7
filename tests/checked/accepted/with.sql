WITH t AS (SELECT id, title FROM todo WHERE done) SELECT * FROM t

WITH t (a, b) AS (SELECT id, title FROM todo), s AS (SELECT a FROM t) SELECT s.a, t.b FROM s LEFT JOIN t ON t.a = s.a

WITH t AS MATERIALIZED (SELECT count(*) AS n FROM todo) SELECT n FROM t

WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n

WITH RECURSIVE tree AS (SELECT id, name, parent_id, 0 AS depth, ARRAY[id] AS path FROM tag WHERE parent_id IS NULL UNION ALL SELECT t.id, t.name, t.parent_id, tree.depth + 1, tree.path || t.id FROM tag t JOIN tree ON tree.id = t.parent_id) SELECT * FROM tree

WITH RECURSIVE up AS (SELECT id, parent_id FROM tag WHERE id = $1 UNION SELECT t.id, t.parent_id FROM tag t JOIN up ON t.id = up.parent_id) SELECT id, parent_id FROM up

WITH RECURSIVE x AS (SELECT 1 AS a, 'a'::text AS b UNION ALL SELECT a + 1, NULL FROM x WHERE a < 3) SELECT * FROM x

WITH RECURSIVE x (n, label) AS (VALUES (1, 'a') UNION ALL SELECT n + 1, label FROM x WHERE n < 3) SELECT * FROM x

WITH RECURSIVE tree AS (SELECT id, parent_id FROM tag UNION ALL SELECT t.id, t.parent_id FROM tag t JOIN tree ON tree.id = t.parent_id) SEARCH DEPTH FIRST BY id SET ordering CYCLE id SET looped USING way SELECT id, looped FROM tree ORDER BY ordering

WITH new AS (INSERT INTO tag (name) VALUES ($1) RETURNING id, name) SELECT id FROM new

WITH gone AS (DELETE FROM todo WHERE done RETURNING *) SELECT count(*), max(title) FROM gone

WITH moved AS (UPDATE todo SET done = true WHERE user_id = $1 RETURNING id, title) INSERT INTO audit.entry (at, what) SELECT now(), title FROM moved RETURNING what

WITH a AS (SELECT 1 AS x), b AS (SELECT 2 AS x) SELECT a.x, b.x AS y FROM a, b

WITH a AS (WITH b AS (SELECT 1 AS x) SELECT x FROM b) SELECT x FROM a

SELECT id FROM todo UNION SELECT gen_random_uuid()

SELECT title, note FROM todo UNION ALL SELECT name, NULL FROM "user" ORDER BY 1

SELECT 1 UNION SELECT 2.5 UNION ALL SELECT NULL

SELECT 'a' UNION SELECT 'b'

SELECT NULL UNION SELECT 1

SELECT note FROM todo INTERSECT SELECT title FROM todo

SELECT title FROM todo EXCEPT SELECT note FROM todo

SELECT note FROM todo EXCEPT ALL SELECT title FROM todo

(SELECT id FROM tag ORDER BY id LIMIT 1) UNION ALL (SELECT post_id FROM post_tag) ORDER BY id

SELECT id, name FROM tag UNION SELECT 1, 'x' INTERSECT SELECT 1, 'x'

SELECT * FROM (SELECT id FROM tag UNION SELECT 5) u (n) WHERE n > $1

SELECT id FROM post UNION SELECT views FROM post

SELECT due_on FROM todo UNION SELECT created_at FROM todo

SELECT $1 UNION SELECT 1

SELECT name FROM tag WHERE id IN (SELECT 1 UNION SELECT 2)

SELECT '2026-01-01' UNION ALL SELECT due_on FROM todo

SELECT name FROM "user" UNION SELECT title FROM post

SELECT nick FROM "user" UNION SELECT name FROM tag

WITH t AS (SELECT id, title FROM todo), t2 AS (SELECT * FROM t WHERE title = $1) SELECT count(*) FROM t2 JOIN t USING (id)

WITH x AS (SELECT $1::int AS n) SELECT n, n + 1 FROM x

SELECT (WITH x AS (SELECT 1 AS n) SELECT n FROM x)

WITH RECURSIVE a AS (SELECT 1 AS x), b AS (SELECT x FROM a) SELECT * FROM b
