SELECT 1 + 1, 1 + 1.5, 2 * 3::bigint, 7 / 2, 7 % 3, 2 ^ 3, -5, @ -5, |/ 4.0

SELECT 'a' || 'b', 'a' || 1, 1 || 'b', name || mail FROM "user"

SELECT 'a', NULL, true, 1.5, 12345678901, 123456789012345678901234567890, 1e5, 0x1F

SELECT NOT done, done AND true, done OR NULL FROM todo

SELECT id = 1, name < 'b', mood > 'sad', created_at <> now() FROM "user"

SELECT created_at + interval '1 day', created_at - created_at, due_on + 1, due_on - due_on, due_on + interval '1 hour', now() - interval '1 day' FROM todo

SELECT due_on + time '10:00', date '2026-01-01' + 3, timestamp '2026-01-01' - interval '1 day', interval '1 day' * 2, estimate / 2 FROM todo

SELECT created_at AT TIME ZONE 'UTC', (created_at AT TIME ZONE 'UTC') AT TIME ZONE $1 FROM todo

SELECT extract(year FROM created_at), extract(day FROM due_on), date_part('hour', created_at), date_trunc('day', created_at), date_trunc('day', due_on) FROM todo

SELECT coalesce(note, 'none'), coalesce(note, NULL), coalesce(due_on, created_at), coalesce(note, title) FROM todo

SELECT nullif(title, ''), nullif(1, 2), greatest(1, 2.5), least(due_on, created_at::date), greatest(note, 'a') FROM todo

SELECT CASE WHEN done THEN 1 ELSE 2 END, CASE WHEN done THEN 1 END, CASE priority WHEN 1 THEN 'a' WHEN 2 THEN note ELSE 'c' END FROM todo

SELECT CASE WHEN done THEN 1 ELSE 2.5 END AS n, CASE WHEN done THEN 'x' ELSE NULL END AS t, CASE WHEN done THEN title ELSE note END FROM todo

SELECT id::text, '1'::int, 1::bigint, '2026-01-01'::date, CAST(title AS varchar(10)), priority::numeric(4, 1), done::int FROM todo

SELECT 'happy'::mood, mood::text, mood < 'ok', ARRAY['sad', 'ok']::mood[] FROM "user"

SELECT length(name), upper(name), lower(name), substring(name FROM 1 FOR 2), substring(name, 2), substring(name FROM 'a.'), position('a' IN name), trim(name), trim(LEADING 'x' FROM name), overlay(name PLACING 'x' FROM 1), btrim(name, 'a') FROM "user"

SELECT replace(name, 'a', $1), split_part(name, ' ', 1), left(name, 2), right(name, $2), lpad(name, 10), repeat(name, 2), reverse(name), initcap(name), concat(name, 1, NULL), concat_ws(',', name, nick), format('%s', name), md5(name), strpos(name, 'a'), starts_with(name, 'A') FROM "user"

SELECT regexp_replace(name, 'a', 'b'), regexp_match(name, '(a)(b)?'), regexp_split_to_array(name, ' '), regexp_count(name, 'a'), regexp_substr(name, 'q'), string_to_array(name, ','), string_to_array(name, ',', 'x'), array_to_string(tags, ',') FROM "user"

SELECT abs(-1), ceil(1.5), floor(1.5::float8), round(1.55, 1), round(2.5), trunc(1.5), sqrt(2), power(2, 3), mod(5, 3), sign(-1.5), random(), pi(), ln(2.0), exp(1), gcd(4, 6), width_bucket(1.0, 0, 10, 5)

SELECT now(), clock_timestamp(), current_date, current_timestamp, localtime, localtimestamp, current_user, current_schema, session_user, current_time, current_catalog

SELECT make_date(2026, 1, 1), make_interval(days => 1), age(created_at), to_char(created_at, 'YYYY'), to_char(1, '999'), to_date('2026', 'YYYY'), to_timestamp(1), to_number('1', '9'), justify_days(interval '40 days'), date_bin('1 hour', created_at, created_at) FROM todo

SELECT tags[1], tags[1:2], tags || 'x'::text, tags || ARRAY['y'], '{z}' || tags, array_length(tags, 1), cardinality(tags), array_append(tags, 'q'), array_cat(tags, tags), array_position(tags, 'a'), array_remove(tags, 'a'), tags @> ARRAY['a'], 'a' = ANY(tags), $1 = ANY(tags), tags && $2 FROM "user"

SELECT ARRAY[1, 2, NULL], ARRAY[[1, 2], [3, 4]], ARRAY[]::text[], ARRAY[1, 2.5], ARRAY['a', name], '{1,2}'::int[] FROM "user"

SELECT settings -> 'a', settings ->> 'a', settings #> '{a,b}', settings #>> ARRAY['a'], settings -> 0, settings ? 'a', settings ?| ARRAY['a'], settings @> '{"a": 1}', settings || '{"b": 2}', settings - 'a', settings -> $1 ->> $2, settings['a'] FROM "user"

SELECT settings -> 'a' -> 'b', (settings ->> 'n')::int, settings @? '$.a', settings @@ '$.a == 1', settings #- '{a}', (settings -> 'a')::int, (settings -> 'b')::text, jsonb_typeof(settings -> 'a') FROM "user"

SELECT jsonb_build_object('a', 1, 'b', name), jsonb_build_array(1, 'a', NULL), to_jsonb(name), to_jsonb(u), row_to_json(u), jsonb_set(settings, '{a}', '1'), jsonb_strip_nulls(settings), jsonb_pretty(settings), jsonb_array_length('[]'), jsonb_extract_path_text(settings, 'a', 'b'), jsonb_path_query_first(settings, '$.a'), jsonb_path_exists(settings, '$.a') FROM "user" u

SELECT meta -> 'a', meta ->> 'a', json_typeof(meta), meta::jsonb, json_build_object('a', id) FROM post

SELECT ROW(1, 'a'), (1, 2) = (1, 2), ROW(1, NULL) IS NULL, (id, name) < (2, 'b') FROM "user"

SELECT extra -> 'k', extra ? 'k', extra || 'a=>b', akeys(extra), extra -> ARRAY['k'], avals(extra) FROM "user"

SELECT path @> 'top', path <@ $1, path ~ 'top.*', nlevel(path), subpath(path, 0, 1), path || 'x', lca(path, path) FROM post

SELECT title % 'a', similarity(title, $1), title <-> 'a', word_similarity('a', title), show_trgm(title) FROM post

SELECT nick = 'gh', nick LIKE 'g%', nick || 'a', lower(nick), nick = $1 FROM "user"

SELECT embedding <-> '[1,2,3]', embedding <=> $1, embedding <#> $2::vector, embedding <+> embedding, vector_dims(embedding), embedding + embedding, l2_distance(embedding, '[1,1,1]'), cosine_distance(embedding, $3), embedding::halfvec, small_embedding <-> $4, sparse_embedding <=> '{1:1}/3', bits <~> B'101', bits <%> $5 FROM post

SELECT search @@ to_tsquery('english', $1), search @@ plainto_tsquery('a'), ts_rank(search, to_tsquery('a')), to_tsvector('english', body), setweight(to_tsvector(body), 'A') || to_tsvector(title), websearch_to_tsquery('english', $2), ts_headline(body, to_tsquery('a')), search @@ 'a' FROM post

SELECT visible @> now(), visible && tstzrange(now(), NULL), lower(visible), upper(visible), isempty(visible), visible * visible, prices @> 1.5, price_range(1, 2), lower(prices), upper_inf(visible), range_merge(visible, visible), '[1,2)'::int4range, int4multirange(int4range(1, 2)), daterange($1, $2) FROM post

SELECT ip << '10.0.0.0/8', host(ip), family(ip), ip = $1, ip + 1 FROM post

SELECT raw || '\x01', length(raw), encode(raw, 'hex'), decode('00', 'hex'), sha256(raw), get_byte(raw, 0), md5(raw) FROM post

SELECT full_name(u), add_up(1), add_up(1, 2), add_up(b => 2, a => 1), first_of(tags), first_of(ARRAY[1]) FROM "user" u

SELECT gen_random_uuid(), uuidv7(), nextval('tag_id_seq'), pg_typeof(1), version(), pg_backend_pid(), current_setting('a.b', true), txid_current()

SELECT id || '-' || title, title COLLATE "C" < 'b', title || NULL FROM todo

SELECT num_nonnulls(note, title), note IS NULL, quote_literal(note), quote_nullable(note), encode(sha256(title::bytea), 'hex') FROM todo

SELECT starts + interval '1 hour', price * 2, views / 2, rating + 1, -rating, published_at::date, code || 'x', bits & B'111', ~bits FROM post

SELECT rating, rating::int, sum(rating) OVER () FROM post

SELECT $1 + 1, 2 * $2, $3 || 'a', $4 AND true, now() - $5, $6 = 1.5

SELECT id + $1, price * $2, created_at + $3 FROM (SELECT id, price::numeric, now() AS created_at FROM post) x

SELECT (ARRAY[10, 20])[2], (SELECT ARRAY[1])[1], ('{"a":1}'::jsonb)['a']

SELECT 1 BETWEEN 0 AND 2, 'b' NOT IN ('a', 'b'), 5 = ALL(ARRAY[5, 5]), 5 = SOME('{1}'), NOT 1 = 2, 1 <> ANY(SELECT id FROM tag)

SELECT (created_at, interval '1 day') OVERLAPS (now(), interval '1 day') FROM todo

SELECT interval '1' year, interval '2 hours' hour to minute, timestamp with time zone '2026-01-01', time '10:00', double precision '1.5', bit '101', text 'a'

SELECT point(1, 2) <-> point(3, 4), box '(0,0),(1,1)' @> point '(0,0)', circle(point(0, 0), 1), lseg '[(0,0),(1,1)]' # lseg '[(0,0),(1,1)]'

SELECT name::varchar, name::char(3), 'a'::"char", 'x'::name, 1::oid, 'tag'::regclass, '1.5'::money FROM "user"

SELECT array_agg(x) FROM unnest(ARRAY[1, 2]) x

SELECT OPERATOR(pg_catalog.-) 5, 1 OPERATOR(pg_catalog.+) 2

SELECT U&'\0061', E'a\nb', $$dollar$$, $tag$ x $tag$, 'it''s'

SELECT date('2026-01-01'), text(1), int4('5'), float8(1), bool('t')

SELECT json_array(1, 'a'), json_scalar(1)
