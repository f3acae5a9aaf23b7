CREATE TABLE parent (id bigint PRIMARY KEY, a int NOT NULL, b int NOT NULL, UNIQUE (a, b));
CREATE TABLE child (id bigint PRIMARY KEY, parent_id bigint NOT NULL REFERENCES parent);
CREATE TABLE pair (
    id bigint PRIMARY KEY,
    a int NOT NULL,
    b int NOT NULL,
    CONSTRAINT two FOREIGN KEY (a, b) REFERENCES parent (a, b)
);
CREATE INDEX only_a ON pair (a);
CREATE INDEX part ON child (parent_id) WHERE id > 100;
