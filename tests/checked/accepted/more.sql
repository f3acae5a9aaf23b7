-- What is easily got wrong about NULL.
SELECT p.id, p.author_id, u.name, u.id AS user_id FROM post p LEFT JOIN "user" u ON u.id = p.author_id WHERE u.name = $1

SELECT count(*), max(p.id) FROM post p WHERE p.id < 0

SELECT (SELECT count(*) FROM todo WHERE false), (SELECT max(title) FROM todo WHERE false), (SELECT 1), (SELECT id FROM todo WHERE false), (SELECT count(*) FROM todo HAVING false)

SELECT (SELECT count(*) FROM todo GROUP BY user_id LIMIT 1), (SELECT count(*) FROM todo LIMIT 0), (SELECT 1 WHERE false), (SELECT generate_series(1, 0)), (VALUES (1)), (SELECT 1 OFFSET 1)

SELECT coalesce((SELECT title FROM todo WHERE false), 'x'), coalesce(NULL, NULL, 1), coalesce(u.nick::text, u.name, NULL) FROM "user" u

SELECT NOT (note = 'a'), note = 'a' OR true, note LIKE 'a', note IN ('a', 'b'), title IN ('a', NULL), note BETWEEN 'a' AND 'b', title = ANY(ARRAY['a', NULL]), title = ALL(SELECT note FROM todo), note IS NOT DISTINCT FROM NULL FROM todo

SELECT 1 IN (SELECT parent_id FROM tag), 1 = ANY(scores), 1 = ANY(likes) FROM comment

SELECT likes[1], likes[1:5], scores || 1, array_append(scores, 1), array_to_string(scores, ','), cardinality(scores), array_length(likes, 1) FROM comment

SELECT array_agg(user_id), array_agg(body), array_agg(user_id) || 5 FROM comment GROUP BY post_id

SELECT unnest(scores), unnest(likes) FROM comment

SELECT x FROM unnest(ARRAY[1, NULL, 3]) x

SELECT x FROM unnest(ARRAY[1, 2, 3]) x

SELECT x FROM unnest(string_to_array('a,b', ',')) x

SELECT * FROM (SELECT parent_id FROM tag UNION ALL SELECT 1) x

SELECT parent_id FROM tag INTERSECT SELECT 1

SELECT 1 INTERSECT SELECT parent_id FROM tag

SELECT t.name, c.n FROM tag t LEFT JOIN (SELECT tag_id, count(*) AS n FROM post_tag GROUP BY tag_id) c ON c.tag_id = t.id

SELECT t.name, c.n FROM tag t LEFT JOIN LATERAL (SELECT count(*) AS n FROM post_tag p WHERE p.tag_id = t.id) c ON true

SELECT t.name, c.n FROM tag t CROSS JOIN LATERAL (SELECT count(*) AS n FROM post_tag p WHERE p.tag_id = t.id) c

SELECT a.id, b.id AS b, c.id AS c FROM tag a LEFT JOIN tag b ON b.id = a.parent_id LEFT JOIN tag c ON c.id = b.parent_id

SELECT a.id, b.id AS b, c.id AS c FROM tag a LEFT JOIN tag b ON b.id = a.parent_id JOIN tag c ON c.id = b.parent_id

SELECT a.id, b.id AS b, c.id AS c FROM tag a RIGHT JOIN tag b ON b.id = a.parent_id FULL JOIN tag c ON c.id = b.parent_id

SELECT a.id, b.id AS b, c.id AS c FROM tag a LEFT JOIN (tag b JOIN tag c ON c.id = b.id) ON b.id = a.parent_id

SELECT id, a.name, b.parent_id FROM tag a FULL JOIN (SELECT id, parent_id FROM tag) b USING (id)

SELECT id, a.id AS a, b.id AS b FROM tag a LEFT JOIN tag b USING (id)

SELECT parent_id FROM tag a JOIN tag b USING (parent_id)

SELECT parent_id, a.parent_id AS a FROM tag a RIGHT JOIN tag b USING (parent_id)

SELECT u.home IS NULL, (u.home).street, u.home = ROW('a', 'b', 1)::address FROM "user" u

SELECT u, (u).id, to_jsonb(u) FROM tag t LEFT JOIN "user" u ON u.id = t.id

SELECT lower(visible) IS NULL, coalesce(upper(visible), now()), lower_inc(visible) FROM post

SELECT max(title) OVER (PARTITION BY user_id), lag(title) OVER (ORDER BY id), min(note) OVER (), count(note) OVER (), sum(priority) FILTER (WHERE done) OVER () FROM todo

SELECT user_id, max(priority), min(due_on), bool_or(done), string_agg(note, ','), avg(priority), stddev(priority), array_agg(note) FROM todo GROUP BY user_id

SELECT user_id, max(priority) FROM todo GROUP BY ROLLUP (user_id)

SELECT max(user_id) FROM todo GROUP BY ()

SELECT u.name, max(t.priority), count(t.priority) FROM "user" u LEFT JOIN todo t ON t.user_id = u.id GROUP BY u.name

SELECT jsonb_agg(x), jsonb_agg(x) FILTER (WHERE x > 1), coalesce(jsonb_agg(x) FILTER (WHERE x > 5), '[]') FROM generate_series(1, 0) x

SELECT settings ->> 'a', (settings ->> 'a') || 'b', settings -> 'a' IS NULL, coalesce(settings ->> 'zz', 'none'), jsonb_typeof(settings), jsonb_typeof(settings -> 'zz'), (settings -> 'b')::int FROM "user"

SELECT jsonb_extract_path(settings, 'q'), jsonb_path_query_array(settings, '$.list'), jsonb_path_query_first(settings, '$.q'), settings #> '{q}', jsonb_array_elements_text(settings -> 'list') FROM "user"

SELECT to_char(born, 'YYYY'), extract(month FROM born), extract(year FROM born), date_part('day', born), date_trunc('month', born), born + 1, age(born) FROM "user" WHERE born IS NOT NULL

SELECT regexp_match(name, 'z'), regexp_match(name, '(a)|(b)'), substring(name FROM 'z'), substring(name FROM 1), split_part(name, 'z', 2), nullif(name, 'Ada'), position('z' IN name), regexp_substr(name, 'z'), regexp_replace(name, 'z', '') FROM "user"

SELECT extra -> 'n', extra -> 'missing', extra -> ARRAY['n'], avals(extra), svals(extra), skeys(extra), each(extra) FROM "user"

SELECT CASE WHEN note IS NULL THEN 'x' ELSE note END, CASE note WHEN 'a' THEN 1 ELSE 0 END, CASE WHEN note > 'a' THEN true ELSE false END FROM todo

SELECT greatest(note, due_on::text), greatest(note, title), least(NULL, 1), concat(note, note), concat_ws(note, 'a', 'b'), concat_ws(',', note), format(note), note || title, title || note FROM todo

SELECT $1::text, coalesce($2::int, 0), $3::text || 'a', upper($4), length(coalesce($5, 'x')) FROM todo

SELECT title FROM todo WHERE coalesce($1, title) = title

SELECT $1::int IS NULL AS missing, $1 AS value

SELECT CASE WHEN $1 THEN title ELSE $2 END FROM todo

SELECT * FROM (SELECT $1::text AS a, title FROM todo) x

WITH x AS (SELECT $1::int AS n UNION ALL SELECT 5) SELECT n FROM x

INSERT INTO tag (name, parent_id) SELECT $1, $2 RETURNING name, parent_id, $3::int AS given

UPDATE tag SET parent_id = $1, name = coalesce($2, name) RETURNING parent_id, name

UPDATE tag SET name = $1 || name

INSERT INTO comment (post_id, user_id, body) VALUES ($1, $2, coalesce($3, 'nothing'))

SELECT nth_value(title, 1) OVER (ORDER BY id), first_value(note) OVER (), ntile(3) OVER (ORDER BY id), lead(title, 1, title) OVER (ORDER BY id), lead(title, 1, note) OVER (ORDER BY id) FROM todo

SELECT first_value(title) OVER (ORDER BY id ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING), last_value(title) OVER w, max(title) OVER (w ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING) FROM todo WINDOW w AS (ORDER BY id)

-- Types.
SELECT 1::smallint + 1, 1::bigint + 1, 1::real + 1, 1::real * 1.5, 1.5 + 1::float8, 1::smallint + 1::bigint, 2::numeric ^ 3, 5 % 2.0, 7::bigint / 2::smallint, +1, - 1.5, 1 <> 1.0, 1::smallint = 1::bigint

SELECT 'a' = 'b', 'a' < name, '1' + 1, 1.5 > '1', now() > '2026-01-01', current_date = '2026-01-01', true = 't', 'a' || 'b' || 'c', '{1}' = ARRAY[1] FROM "user"

SELECT code = 'ab', code || title, title || code, title = name, title::text = title, title LIKE '%', length(code), upper(title), code LIKE 'a%' FROM post, "user"

SELECT nick = name, nick = 'x'::text, name = nick, nick::text || 'x', nick IN ('a', 'b'), coalesce(nick, name), coalesce(name, nick), max(nick) OVER (), position('a' IN nick), replace(nick, 'a', 'b'), split_part(nick, 'a', 1), nick ~ 'a', nick ~~ 'a%' FROM "user"

SELECT mail = 'a', mail || 'x', lower(mail), mail::text, coalesce(mail, 'x'), length(mail), array_agg(mail) OVER (), mail LIKE '%@%', mail IN ('a', 'b') FROM "user"

SELECT rating + 1, rating = 1, rating::bigint, coalesce(rating, 0), max(rating) OVER (), rating BETWEEN 1 AND 5, CASE WHEN rating > 1 THEN rating ELSE 0 END, ARRAY[rating], rating * 1.5 FROM post

SELECT mood = ANY(ARRAY['sad', 'ok']::mood[]), mood IN ('sad', $1), mood::text = $2, enum_range(mood), enum_first(mood), enum_last(NULL::mood), greatest(mood, 'ok'), array_agg(mood) OVER (), max(mood) OVER (), coalesce(mood, 'sad'), nullif(mood, 'ok'), CASE WHEN true THEN mood ELSE 'sad' END FROM "user"

SELECT born + interval '1 day', born + 1, 1 + born, born - 1, born - born, born - interval '1 day', born || 'x', born::timestamptz, now()::date - born, created_at - born, created_at::time, created_at - $1, born > created_at FROM "user"

SELECT starts + interval '1 hour', starts - starts, starts + born, interval '1 h' + starts, published_at - published_at, published_at + $1, published_at > now(), timezone('UTC', published_at), published_at AT TIME ZONE 'UTC' AT TIME ZONE 'UTC', date_trunc('hour', published_at, 'UTC') FROM post, "user"

SELECT '1 day'::interval * 2, 2 * interval '1 day', interval '1 day' / 2.0, - interval '1 day', interval '1 day' > '1 hour', extract(epoch FROM interval '1 day'), justify_interval('1 day'), make_interval(hours => $1)

SELECT sum(x), avg(x), sum(x::bigint), sum(x::real), sum(x::numeric), avg(x::real), avg(x::bigint), sum(x::smallint), max(x::smallint), avg(interval '1 day' * x), sum(interval '1 day'), sum(x::money), stddev(x), var_pop(x::float8), bit_or(x), corr(x, x), regr_slope(x, x), count(*) FROM generate_series(1, 3) x

SELECT round(1.5), round(1.5::float8), round(2), ceil(1), floor(1.5::real), abs(1::smallint), abs(-1.5), sqrt(4), power(2, 2), power(2.0, 2), mod(5::bigint, 2), div(5, 2), trunc(1.55, 1), sign(-2), log(10), ln(2), exp(1.0), greatest(1, 1.5, 2::bigint), random(1, 5), width_bucket(5, 0, 10, 2)

SELECT substring(raw FROM 1 FOR 2), position('\x00'::bytea IN raw), overlay(raw PLACING '\x01' FROM 1), trim('\x00'::bytea FROM raw), bit_count(raw), raw = $1, raw || $2, length(raw), octet_length(title), char_length(title), substring(bits FROM 1 FOR 1), bits || B'1', bits << 1 FROM post

SELECT array_agg(x ORDER BY x DESC), array_agg(ARRAY[x]), string_agg(x::text, ',' ORDER BY x), string_agg(x::text::bytea, '\x00'), jsonb_object_agg(x, x), mode() WITHIN GROUP (ORDER BY x), percentile_cont(0.5) WITHIN GROUP (ORDER BY x), percentile_disc(ARRAY[0.5]) WITHIN GROUP (ORDER BY x) FROM generate_series(1, 3) x

SELECT array_prepend(1, ARRAY[2]), array_cat(ARRAY[1], '{2}'), array_fill(0, ARRAY[3]), array_dims(ARRAY[1]), array_remove(ARRAY[1, 2], 1), array_replace(ARRAY[1], 1, 2), array_positions(ARRAY[1], 1), ARRAY[1] || 2, 1 || ARRAY[2], ARRAY[1] || ARRAY[2.5], ARRAY[1] @> ARRAY[1], (ARRAY[[1, 2]])[1][2], trim_array(ARRAY[1, 2], 1), ARRAY[1.5, 2] || 1, array_sort(ARRAY[2, 1]), array_reverse(ARRAY['a']), array_to_json(ARRAY[1])

SELECT int4range(1, 5) @> 3, int4range(1, 5) * int4range(2, 3), '[1,2]'::int8range && '[2,3]', daterange('2026-01-01', NULL) @> current_date, numrange(1.5, NULL), upper(int4range(1, 5)), tstzrange(now(), now(), '[]'), range_agg(int4range(1, 2)), range_merge('[1,2)'::int4range, '[3,4)'), unnest('{[1,2)}'::int4multirange), multirange(int4range(1, 2)), int4range(1, 5) -|- int4range(5, 6), lower(prices), prices * '[1,2)', price_range(1, 2) FROM post GROUP BY prices

SELECT json_build_object('a', 1) -> 'a', json_build_object('a', 1) ->> 'a', json_agg(1), to_json('a'::text), row_to_json(ROW(1)), json_array_length('[]'), json_object('{a,b}'), jsonb_object(ARRAY['a'], ARRAY['b']), jsonb_insert('{}', '{a}', '1'), '{}'::jsonb - 'a', '{}'::jsonb - ARRAY['a'], '[]'::jsonb - 1, '{"a":1}'::jsonb @> '{}', '{}'::jsonb ?& ARRAY['a'], jsonb_path_match('{"a": true}', '$.a'), '{}'::jsonb = '{}'

SELECT similarity('a', $1) > 0.3, $2 % name, name % $3, name <-> $4 < 0.5, name <% $5, strict_word_similarity($6, name) FROM "user"

SELECT id FROM post ORDER BY embedding <-> $1 LIMIT 5

SELECT id, 1 - (embedding <=> $1) AS likeness FROM post WHERE embedding IS NOT NULL ORDER BY embedding <=> $1 LIMIT $2

SELECT avg(embedding), sum(embedding), embedding - embedding, embedding * embedding, embedding = $1, embedding || embedding, l2_normalize(embedding), subvector(embedding, 1, 2), embedding::real[], ARRAY[1, 2, 3]::vector, '[1,2,3]'::vector(3), binary_quantize(embedding), vector_norm(embedding), inner_product(embedding, '[1,2,3]') FROM post GROUP BY embedding

SELECT path ~ $1, path ? ARRAY['a.*']::lquery[], path @ 'news', subltree(path, 0, 1), index(path, 'news'), path::text, ltree2text(path), text2ltree('a.b'), path || 'b'::ltree, path = 'a.b', path < $2, path @> ARRAY['a']::ltree[] FROM post

SELECT ts_rank_cd(search, q), ts_headline('english', body, q), q || 'b'::tsquery, q && q, !! q, numnode(q), phraseto_tsquery('a b'), to_tsvector('a') @@ 'a', strip(search), length(search), search || search, querytree(q) FROM post, to_tsquery('english', $1) q

SELECT ip & '255.0.0.0', ~ ip, ip + 1, ip - ip, netmask(ip), masklen(ip), network(ip), ip::text, ip >>= '10.0.0.0/8', ip && $1, inet '10.0.0.1' < ip, set_masklen(ip, 8), abbrev(ip), broadcast(ip) FROM post

SELECT id FROM todo WHERE (created_at, id) > ($1, $2) ORDER BY created_at, id LIMIT 10

SELECT id FROM todo WHERE (user_id, title) IN ((1, 'a'), ($1, $2))

SELECT id FROM todo WHERE NOT (done AND title = $1 OR priority > $2) AND note IS NOT NULL

SELECT id FROM todo WHERE title = ANY($1::text[]) AND user_id <> ALL($2) AND priority = ANY('{1,2}')

SELECT id FROM todo WHERE title LIKE ANY($1) OR title ILIKE ALL(ARRAY['a%', $2])

SELECT id FROM todo WHERE title LIKE $1 || '%' AND title LIKE '%' || $2 || '%'

SELECT id FROM todo WHERE created_at BETWEEN $1 AND $1 + interval '1 day' AND due_on BETWEEN SYMMETRIC $2 AND $3

SELECT id FROM todo WHERE created_at > now() - make_interval(days => $1) AND created_at > now() - $2 * interval '1 day' AND created_at < now() + ($3 || ' days')::interval

SELECT id FROM todo WHERE date_trunc('day', created_at) = $1 AND extract(dow FROM created_at) = $2 AND created_at::date = $3

SELECT id FROM todo WHERE priority IN (1, 2, $1) AND priority NOT IN ($2) AND priority + 1 > $3 AND - priority < $4

SELECT t.id FROM todo t WHERE EXISTS (SELECT 1 FROM "user" u WHERE u.id = t.user_id AND u.name = $1) AND t.user_id IN (SELECT id FROM "user" WHERE mood = $2)

SELECT t.* FROM todo t WHERE t.user_id = (SELECT id FROM "user" WHERE name = $1) ORDER BY t.created_at DESC NULLS LAST, lower(t.title), 1 OFFSET 5 ROWS FETCH NEXT 5 ROWS WITH TIES

SELECT DISTINCT ON (lower(title)) lower(title), id FROM todo ORDER BY lower(title), created_at

SELECT lower(title) AS l, count(*) FROM todo GROUP BY l HAVING count(*) > 1 ORDER BY count(*) DESC, l

SELECT user_id, count(*) AS n, rank() OVER (ORDER BY count(*) DESC) FROM todo GROUP BY user_id ORDER BY n

SELECT u.id, u.name, coalesce(t.n, 0) AS todos FROM "user" u LEFT JOIN (SELECT user_id, count(*) AS n FROM todo GROUP BY 1) t ON t.user_id = u.id ORDER BY todos DESC

SELECT to_char(date_trunc('month', created_at), 'YYYY-MM') AS month, count(*) FILTER (WHERE done) AS done, round(100.0 * count(*) FILTER (WHERE done) / count(*), 1) AS percent FROM todo GROUP BY date_trunc('month', created_at) ORDER BY 1

SELECT d.day::date, count(t.id) FROM generate_series($1::timestamptz, $2, '1 day') AS d (day) LEFT JOIN todo t ON t.created_at::date = d.day::date GROUP BY d.day ORDER BY d.day

SELECT x.value ->> 'id' AS id, x.ordinality FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS x

SELECT r.* FROM jsonb_to_recordset($1) AS r (id int, tags text[], at timestamptz)

SELECT t.id, t.title FROM unnest($1::uuid[]) WITH ORDINALITY AS k (id, n) JOIN todo t ON t.id = k.id ORDER BY k.n

INSERT INTO todo (user_id, title, priority) SELECT * FROM unnest($1::bigint[], $2::text[], $3::smallint[]) RETURNING id

INSERT INTO post (title, meta, raw, ip, prices, visible, path, bits, starts, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

UPDATE post SET views = views + 1, rating = least(rating + 1, 5), meta = json_build_object('a', $1::text), embedding = $2, title = title || $3, price = price * 1.1, code = NULL WHERE id = ANY($4) RETURNING id, views, rating

UPDATE todo SET done = NOT done, due_on = due_on + 1, estimate = coalesce(estimate, '0') + '1 hour', priority = CASE WHEN done THEN 0 ELSE $1 END

WITH up AS (UPDATE todo SET done = true RETURNING user_id), n AS (SELECT user_id, count(*) AS n FROM up GROUP BY user_id) SELECT u.name, n.n FROM n JOIN "user" u ON u.id = n.user_id

WITH RECURSIVE t (id, name, level, trail) AS (SELECT id, name, 1, name FROM tag WHERE parent_id IS NULL UNION ALL SELECT c.id, c.name, t.level + 1, t.trail || '/' || c.name FROM tag c, t WHERE c.parent_id = t.id) SELECT name, level, trail FROM t ORDER BY trail

SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(current_database())), obj_description('tag'::regclass), pg_get_serial_sequence('tag', 'id'), has_table_privilege('tag', 'select'), to_regclass('tag'), pg_advisory_xact_lock(1), set_config('a.b', 'c', true), pg_notify('a', 'b')

SELECT c.relname, a.attname, t.typname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 LIMIT 5

SELECT pid, usename, query FROM pg_stat_activity WHERE datname = current_database() AND state = $1 LIMIT 5

SELECT (SELECT array_agg(name) FROM tag), (SELECT jsonb_agg(t) FROM (SELECT id, name FROM tag) t), ARRAY(SELECT parent_id FROM tag), (SELECT t FROM tag t LIMIT 1)

SELECT u.id, jsonb_build_object('name', u.name, 'todos', coalesce(jsonb_agg(jsonb_build_object('id', t.id)) FILTER (WHERE t.id IS NOT NULL), '[]')) AS body FROM "user" u LEFT JOIN todo t ON t.user_id = u.id GROUP BY u.id

SELECT id, name FROM "user" ORDER BY CASE WHEN name = $1 THEN 0 ELSE 1 END, similarity(name, $2) DESC

SELECT count(DISTINCT (user_id, done)), count(*) FILTER (WHERE title LIKE 'a%'), max(length(title)) - min(length(title)), sum(CASE WHEN done THEN 1 ELSE 0 END), array_agg(DISTINCT done) FROM todo

SELECT a.x, b.y FROM (SELECT 1) AS a (x) LEFT JOIN (VALUES (1, 'q'), (2, NULL)) AS b (k, y) ON b.k = a.x

SELECT todo FROM todo WHERE todo.id = $1

SELECT full_name(u) || $1, u.name FROM "user" u WHERE full_name(u) = $2

SELECT add_up($1), add_up(1, $2), first_of($3::text[]), total($4::int) OVER () FROM tag

SELECT o.title, o.owner FROM open_todo o JOIN owner_count c ON c.owner = o.owner WHERE c.todos > $1

SELECT id, comments, views FROM post_stats WHERE comments > $1
