CREATE TABLE item (
    id bigint PRIMARY KEY,
    code varchar(20) CHECK (length(code) > 2),
    label text,
    price numeric(10, 2) DEFAULT 0,
    parent bigint REFERENCES item
);
CREATE INDEX item_code_idx ON item (lower(code));
