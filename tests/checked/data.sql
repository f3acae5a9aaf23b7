-- Rows in which everything that may be NULL is, once.
INSERT INTO "user" (name, mail) VALUES ('Ada', 'ada@example.com');
INSERT INTO "user" (name, mail, nick, mood, born, home, tags, settings, extra, score, balance)
VALUES ('Grace', 'grace@example.com', 'GH', 'happy', '1906-12-09', ROW('Main', NULL, 1), ARRAY['a', 'b'], '{"a": 1, "b": null, "list": [1, "x", null]}', 'k=>v, n=>NULL', 1.5, 10);
INSERT INTO "user" (name, mail, born, home, score) VALUES ('Emmy', 'emmy@example.com', 'infinity', NULL, 'NaN');
INSERT INTO todo (user_id, title) VALUES (1, 'milk');
INSERT INTO todo (user_id, title, note, done, priority, estimate, due_on) VALUES (1, 'bread', 'rye', true, 2, '1 hour', '2026-01-02'), (2, 'read', NULL, false, 1, NULL, 'infinity');
INSERT INTO post (author_id, title) VALUES (NULL, 'Nothing');
INSERT INTO post (author_id, title, body, path, search, embedding, small_embedding, sparse_embedding, bits, rating, visible, prices, meta, raw, ip, published_at, starts, price, code)
VALUES (1, 'Everything', 'body', 'top.news', to_tsvector('english', 'a body'), '[1,2,3]', '[1,2,3]', '{1:1}/3', B'101', 3, '[2026-01-01,)', '[1,2)', '{"a": null}', '\x00', '127.0.0.1', '2026-01-01', '10:00', 1.5, 'ab');
INSERT INTO tag (name, parent_id) VALUES ('root', NULL), ('leaf', 1);
INSERT INTO post_tag VALUES (1, 1, NULL), (2, 2, 0.5);
INSERT INTO comment (post_id, user_id, body, likes, scores) VALUES (1, NULL, 'hm', '{}', NULL), (2, 2, 'yes', '{1,2}', '{3}');
INSERT INTO audit.entry VALUES (now(), NULL, NULL), (now(), 'made', '{"x": 1}');
INSERT INTO event VALUES (1, '2026-05-05', NULL), (2, '2026-05-06', 3);
REFRESH MATERIALIZED VIEW post_stats;
