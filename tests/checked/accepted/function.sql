SELECT * FROM generate_series(1, 10)

SELECT n FROM generate_series(1, $1) AS n

SELECT g.day FROM generate_series($1::date, $2, interval '1 day') AS g (day)

SELECT * FROM generate_series(now(), now() + interval '1 day', '1 hour') WITH ORDINALITY

SELECT x, o FROM unnest(ARRAY['a', 'b']) WITH ORDINALITY AS t (x, o)

SELECT * FROM unnest($1::int[], $2::text[]) AS t (id, name)

SELECT * FROM unnest($1::bigint[])

SELECT t.* FROM "user" u, unnest(u.tags) AS t

SELECT u.name, tag FROM "user" u CROSS JOIN LATERAL unnest(u.tags) WITH ORDINALITY AS x (tag, n) ORDER BY n

SELECT * FROM jsonb_to_recordset('[{"a": 1}]') AS x (a int, b text)

SELECT x.a FROM "user" u, jsonb_to_record(u.settings) AS x (a int, b text)

SELECT key, value FROM "user" u, jsonb_each(u.settings)

SELECT key, value FROM "user" u, jsonb_each_text(u.settings)

SELECT e FROM jsonb_array_elements($1) e

SELECT e FROM "user", jsonb_array_elements_text(settings -> 'list') AS e

SELECT * FROM jsonb_object_keys('{"a": 1}')

SELECT * FROM todos_of($1)

SELECT t.title FROM "user" u, todos_of(u.id) t

SELECT * FROM span()

SELECT * FROM words($1)

SELECT word FROM words('a b') w WHERE w.place > 1

SELECT * FROM ROWS FROM (generate_series(1, 2), generate_series(1, 3)) AS t (a, b)

SELECT * FROM regexp_split_to_table('a b', ' ') AS word

SELECT m FROM regexp_matches('abc', '(a)', 'g') m

SELECT * FROM string_to_table('a,b', ',') AS part

SELECT generate_series(1, 3)

SELECT generate_series(1, 3), unnest(ARRAY['a'])

SELECT id, unnest(tags) FROM "user"

SELECT jsonb_array_elements('[1]'), jsonb_object_keys('{"a": 1}')

SELECT (jsonb_each(settings)).key FROM "user"

SELECT (span()).low, (span()).*

SELECT * FROM current_date AS d

SELECT * FROM each('a=>b'::hstore)

SELECT * FROM pg_input_error_info('x', 'integer')

SELECT * FROM generate_subscripts(ARRAY[1, 2], 1) AS i

SELECT d::date FROM generate_series('2026-01-01'::timestamp, '2026-01-03', '1 day') d

SELECT t.id, s.n FROM todo t LEFT JOIN generate_series(1, 3) AS s (n) ON s.n = t.priority

SELECT * FROM jsonb_populate_record(NULL::address, '{"city": "x"}')

SELECT count(*) FROM unnest($1::uuid[]) AS ids JOIN todo ON todo.id = ids

SELECT * FROM json_each('{"a": 1}')

SELECT * FROM ts_stat('SELECT search FROM post')

SELECT lexeme FROM unnest(to_tsvector('a b'))

SELECT u.name, s FROM "user" u, todos_of(u.id) s
