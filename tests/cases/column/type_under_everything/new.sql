CREATE TABLE item (
    id int PRIMARY KEY,
    size bigint NOT NULL CHECK (size > 0),
    double int GENERATED ALWAYS AS (size * 2) STORED,
    note text
);
COMMENT ON CONSTRAINT item_size_check ON item IS 'Nothing is empty';
COMMENT ON COLUMN item.double IS 'Twice';
CREATE INDEX item_big_idx ON item (note) WHERE size > 100;
CREATE INDEX item_double_idx ON item (double);
COMMENT ON INDEX item_double_idx IS 'By twice the size';
CREATE VIEW sizes WITH (security_barrier = true) AS SELECT id, size FROM item;
COMMENT ON VIEW sizes IS 'Just sizes';
CREATE VIEW big AS SELECT * FROM sizes WHERE size > 10;
CREATE MATERIALIZED VIEW totals AS SELECT sum(size) AS total FROM sizes;
CREATE FUNCTION biggest() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT max(size) FROM item; END;
CREATE PUBLICATION p FOR TABLE item (id, size, note) WHERE (id > 0 AND size > 0);
