SELECT count(*) FROM todo

SELECT count(*), count(note), count(DISTINCT user_id), sum(priority), avg(priority), min(title), max(due_on), bool_and(done), every(done), bool_or(done) FROM todo

SELECT sum(id), sum(views), sum(price), sum(rating), avg(price), avg(views), max(views) FROM post

SELECT sum(balance), avg(balance), sum(score), stddev(score), variance(balance), max(mood), min(nick), corr(score, score) FROM "user"

SELECT sum(estimate), max(created_at), min(due_on), max(note) FROM todo

SELECT user_id, count(*), sum(priority), max(note), max(title), array_agg(title), string_agg(note, ','), string_agg(title, ',' ORDER BY title) FROM todo GROUP BY user_id

SELECT u.id, u.name, count(t.id) FROM "user" u LEFT JOIN todo t ON t.user_id = u.id GROUP BY u.id

SELECT u.*, count(t.id) AS todos FROM "user" u LEFT JOIN todo t ON t.user_id = u.id GROUP BY u.id HAVING count(*) > $1

SELECT date_trunc('day', created_at) AS day, count(*) FROM todo GROUP BY 1 ORDER BY 1

SELECT date_trunc('day', created_at) AS day, count(*) FROM todo GROUP BY day ORDER BY day DESC

SELECT date_trunc('day', created_at), count(*) FROM todo GROUP BY date_trunc('day', created_at)

SELECT user_id % 2 AS odd, count(*) FROM todo GROUP BY user_id % 2

SELECT lower(title) || 'x', count(*) FROM todo GROUP BY lower(title)

SELECT user_id, done, count(*), grouping(user_id) FROM todo GROUP BY ROLLUP (user_id, done)

SELECT user_id, done, count(*) FROM todo GROUP BY GROUPING SETS ((user_id), (done), ())

SELECT user_id, done, sum(priority) FROM todo GROUP BY CUBE (user_id, done)

SELECT user_id, done, count(*) FROM todo GROUP BY user_id, done HAVING sum(priority) > 3 AND done

SELECT count(*) FILTER (WHERE done), sum(priority) FILTER (WHERE done) FROM todo

SELECT user_id, sum(priority) FILTER (WHERE done) FROM todo GROUP BY user_id

SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY priority), percentile_disc(0.5) WITHIN GROUP (ORDER BY title), mode() WITHIN GROUP (ORDER BY priority), percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY score) FROM todo, "user"

SELECT rank(1) WITHIN GROUP (ORDER BY priority) FROM todo

SELECT array_agg(DISTINCT priority ORDER BY priority), array_agg(note), array_agg(tags) FROM todo, "user"

SELECT jsonb_agg(t), json_agg(t.title), jsonb_object_agg(t.id, t.title), json_object_agg(title, note) FROM todo t

SELECT user_id, jsonb_agg(jsonb_build_object('id', id, 'title', title) ORDER BY title) AS todos FROM todo GROUP BY user_id

SELECT coalesce(sum(priority), 0), coalesce(max(note), 'none'), coalesce(jsonb_agg(title), '[]') FROM todo

SELECT range_agg(visible), bit_and(views), bit_or(id), xmlagg(NULL::xml) FROM post

SELECT total(priority::int) FROM todo

SELECT any_value(title), max(ARRAY[1]) FROM todo

SELECT row_number() OVER (ORDER BY id), rank() OVER (PARTITION BY user_id ORDER BY priority), dense_rank() OVER w, ntile(4) OVER w, percent_rank() OVER w, cume_dist() OVER w FROM todo WINDOW w AS (ORDER BY title)

SELECT lag(title) OVER w, lead(title, 1, 'none') OVER w, first_value(title) OVER w, last_value(note) OVER w, nth_value(title, 2) OVER w, lag(priority, 1, 0::smallint) OVER w FROM todo WINDOW w AS (PARTITION BY user_id ORDER BY created_at)

SELECT sum(priority) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), sum(priority) OVER (ORDER BY id ROWS BETWEEN 2 FOLLOWING AND 3 FOLLOWING), count(*) OVER (), sum(priority) OVER (PARTITION BY user_id), avg(priority) OVER (ORDER BY id RANGE UNBOUNDED PRECEDING) FROM todo

SELECT user_id, sum(count(*)) OVER (ORDER BY user_id), max(count(*)) OVER () FROM todo GROUP BY user_id

SELECT * FROM (SELECT t.*, row_number() OVER (PARTITION BY user_id ORDER BY created_at) AS n FROM todo t) x WHERE n <= $1

SELECT first_value(title) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) FROM todo

SELECT max(title) OVER w FROM todo WINDOW w AS (ORDER BY id ROWS 2 PRECEDING)

SELECT user_id, (SELECT name FROM "user" u WHERE u.id = t.user_id) FROM todo t GROUP BY user_id

SELECT u.name FROM "user" u GROUP BY u.name ORDER BY count(*) DESC, max(u.id)

SELECT CASE WHEN count(*) > 0 THEN 'some' ELSE 'none' END FROM todo

SELECT a.name, count(*) FROM tag a JOIN tag b USING (id) GROUP BY a.name

SELECT id, count(*) FROM tag a JOIN post_tag b ON b.tag_id = a.id GROUP BY id

SELECT 'x' AS kind, count(*) FROM todo GROUP BY 1

SELECT DISTINCT count(*) FROM todo GROUP BY user_id

SELECT count(*) + 1, sum(priority) / count(*), max(title) || 'x' FROM todo

SELECT user_id IS NULL, count(*) FROM todo GROUP BY user_id IS NULL

SELECT count(*) FROM todo HAVING count(*) > 1

SELECT max(title) FROM todo WHERE false

SELECT user_id, array_agg(id) AS ids FROM todo GROUP BY user_id ORDER BY array_length(array_agg(id), 1)

SELECT regr_count(1, 2), count(1)

SELECT done, count(*) FROM todo GROUP BY DISTINCT ROLLUP (done), done
