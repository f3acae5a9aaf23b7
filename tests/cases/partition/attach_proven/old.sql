CREATE TABLE log (id bigint NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE log_2023 PARTITION OF log FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE log_rest PARTITION OF log DEFAULT;
CREATE TABLE log_2024 (id bigint NOT NULL, at date NOT NULL);
CREATE TABLE mail (id int NOT NULL, kind text) PARTITION BY LIST (kind);
CREATE TABLE mail_in (id int NOT NULL, kind text);
CREATE TABLE mail_none (id int NOT NULL, kind text);
-- Nothing but the rows can tell.
CREATE TABLE event (id int NOT NULL) PARTITION BY HASH (id);
CREATE TABLE event_0 (id int NOT NULL);
