CREATE TABLE log (id bigint NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE log_2023 (id bigint NOT NULL, at date NOT NULL);
CREATE TABLE log_2024 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- A check that says so already, so that the server adds none.
CREATE TABLE mail (id int NOT NULL, kind text) PARTITION BY LIST (kind);
CREATE TABLE mail_in (id int NOT NULL, kind text, CHECK (kind IS NOT NULL), CHECK (kind IN ('new', 'read')));
-- The parent changes as well.
CREATE TABLE busy (id int, at date NOT NULL, more int) PARTITION BY RANGE (at);
CREATE TABLE busy_2023 (id int, at date NOT NULL);
