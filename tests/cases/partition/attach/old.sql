CREATE TABLE log (id bigint NOT NULL, at date NOT NULL, kind text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX log_kind ON log (kind);
CREATE TABLE log_2024 (id bigint NOT NULL, at date NOT NULL, kind text);
