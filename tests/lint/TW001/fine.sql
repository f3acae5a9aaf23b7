CREATE TABLE parent (id bigint PRIMARY KEY, a int NOT NULL, b int NOT NULL, UNIQUE (a, b));
CREATE TABLE child (id bigint PRIMARY KEY, parent_id bigint REFERENCES parent);
CREATE INDEX set_ones ON child (parent_id) WHERE parent_id IS NOT NULL;
CREATE TABLE pair (a int, b int, n int, PRIMARY KEY (b, a, n), FOREIGN KEY (a, b) REFERENCES parent (a, b));
CREATE TABLE currency (id bigint PRIMARY KEY);
CREATE TABLE price (
    id bigint PRIMARY KEY,
    currency_id bigint REFERENCES currency -- @allow TW001: no currency is ever deleted
);
