CREATE TABLE parent (a bigint, b bigint, PRIMARY KEY (a, b));
CREATE TABLE child (
    id bigint PRIMARY KEY, a bigint NOT NULL, b bigint,
    FOREIGN KEY (a, b) REFERENCES parent ON DELETE SET NULL (b)
);
