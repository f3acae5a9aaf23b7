CREATE TABLE item (
    id int PRIMARY KEY,
    code varchar(10) CHECK (length(code) > 2),
    label varchar(20),
    price numeric(8, 2) DEFAULT 0,
    parent int REFERENCES item
);
CREATE INDEX item_code_idx ON item (lower(code));
