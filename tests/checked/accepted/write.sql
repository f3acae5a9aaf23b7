INSERT INTO tag (name) VALUES ($1)

INSERT INTO tag (name, parent_id) VALUES ($1, $2), ('x', NULL) RETURNING id

INSERT INTO tag VALUES (DEFAULT, $1) RETURNING *

INSERT INTO todo (user_id, title, done, estimate) VALUES ($1, $2, true, '1 hour') RETURNING id, title, note, created_at

INSERT INTO todo (user_id, title) SELECT id, name FROM "user" WHERE born < $1

INSERT INTO tag (name) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING

INSERT INTO tag (name) VALUES ($1) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id

INSERT INTO tag AS t (name) VALUES ($1) ON CONFLICT (name) DO UPDATE SET parent_id = t.id WHERE t.name <> excluded.name RETURNING t.id, t.parent_id

INSERT INTO tag (name) VALUES ($1) ON CONFLICT ON CONSTRAINT tag_name_key DO NOTHING

INSERT INTO todo (user_id, title) VALUES (1, 'z') ON CONFLICT (user_id, title) DO NOTHING

INSERT INTO todo (user_id, title) VALUES (1, 'z') ON CONFLICT (title) WHERE NOT done DO NOTHING

INSERT INTO "user" (name, mail, mood, home, tags, settings) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id, lower_name

INSERT INTO "user" (name, mail, born, balance) VALUES ('a', 'a@b', '2026-01-01', 5) RETURNING *

INSERT INTO "user" (id, name, mail) OVERRIDING SYSTEM VALUE VALUES (5, 'a', 'a@b')

INSERT INTO post (id, title) VALUES (10, $1)

INSERT INTO post (title, rating, embedding, code, price, views) VALUES ($1, $2, $3, $4, $5, $6)

INSERT INTO audit.entry DEFAULT VALUES RETURNING what

INSERT INTO comment (post_id, body, likes, scores) VALUES (1, 'x', ARRAY[1], $1) RETURNING likes, scores

INSERT INTO post_tag (post_id, tag_id) SELECT p.id, t.id FROM post p, tag t WHERE t.name = ANY($1) ON CONFLICT DO NOTHING RETURNING post_id, weight

INSERT INTO tag (name) VALUES ('new') RETURNING id, name || 'x' AS more, (SELECT count(*) FROM todo)

INSERT INTO tag (name) VALUES ('q') RETURNING old.id, new.id AS fresh, old.name

INSERT INTO tag (name) VALUES ('root') ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING WITH (OLD AS o, NEW AS n) o.name, n.name AS now

INSERT INTO "user" (name, mail, lower_name) VALUES ('a', 'a@b', DEFAULT)

INSERT INTO "user" (name, mail, home.city) VALUES ('a', 'a@c', 'x')

UPDATE todo SET done = true WHERE id = $1

UPDATE todo SET title = $1, note = $2, priority = priority + 1, due_on = NULL WHERE user_id = $3 RETURNING id, title, note

UPDATE todo t SET title = u.name FROM "user" u WHERE u.id = t.user_id AND u.mood = $1 RETURNING t.id, u.name, u.born

UPDATE todo SET (title, note) = ($1, $2) WHERE done

UPDATE todo SET (title, note) = (SELECT name, nick FROM "user" LIMIT 1)

UPDATE "user" SET tags = array_append(tags, $1), settings = settings || $2, balance = balance + $3, mood = 'sad' RETURNING *

UPDATE "user" SET tags[1] = $1, settings['a'] = '1', (name) = ROW('x')

UPDATE "user" SET home.city = 'x' WHERE id = $1

UPDATE todo SET title = 'x' RETURNING old.title, new.title AS now, title AS current

UPDATE post SET rating = $1, search = to_tsvector(body), views = DEFAULT, price = 1.5, code = 'abc'

UPDATE todo SET created_at = $1, estimate = $2::text::interval

UPDATE post_tag pt SET weight = s.n FROM (SELECT tag_id, count(*) AS n FROM post_tag GROUP BY tag_id) s WHERE s.tag_id = pt.tag_id

UPDATE todo SET note = u.nick FROM "user" u LEFT JOIN tag g ON g.name = u.name WHERE u.id = todo.user_id RETURNING todo.note, g.name

DELETE FROM todo WHERE id = $1

DELETE FROM todo WHERE done AND created_at < now() - $1::interval RETURNING *

DELETE FROM todo t USING "user" u WHERE u.id = t.user_id AND u.name = $1 RETURNING t.title, u.name

DELETE FROM tag RETURNING old.name, new.name AS gone

MERGE INTO tag t USING (VALUES ($1, 1)) AS s (name, n) ON t.name = s.name WHEN MATCHED THEN UPDATE SET parent_id = s.n WHEN NOT MATCHED THEN INSERT (name) VALUES (s.name)

MERGE INTO tag t USING (SELECT 'a' AS name, 2 AS n) s ON t.name = s.name WHEN MATCHED AND t.id > 5 THEN DELETE WHEN MATCHED THEN DO NOTHING WHEN NOT MATCHED THEN INSERT (name, parent_id) VALUES (s.name, NULL) RETURNING merge_action(), t.id, t.name

MERGE INTO tag t USING post p ON t.id = p.id WHEN NOT MATCHED BY SOURCE THEN UPDATE SET name = t.name || 'x' WHEN NOT MATCHED BY TARGET THEN INSERT (name) VALUES (p.title) RETURNING p.title, t.name, old.name AS was, new.name AS now

MERGE INTO todo USING "user" u ON u.id = todo.user_id WHEN MATCHED THEN UPDATE SET title = u.name RETURNING *

INSERT INTO comment (post_id, body) VALUES ($1, $2) RETURNING id, user_id

INSERT INTO event (id, day, amount) VALUES ($1, $2, $3) ON CONFLICT (id, day) DO UPDATE SET amount = event.amount + excluded.amount RETURNING amount

UPDATE event SET amount = coalesce(amount, 0) + $1 RETURNING amount

INSERT INTO audit.entry (at, detail) VALUES (now(), $1) RETURNING (detail ->> 'x')::int AS x

UPDATE "user" SET home = ROW('a', 'b', 3), born = $1 WHERE id = $2

INSERT INTO tag (name) VALUES (upper($1)), (lower($1))

INSERT INTO tag (id, name) VALUES (100, 'a'), (DEFAULT, 'b') RETURNING id
