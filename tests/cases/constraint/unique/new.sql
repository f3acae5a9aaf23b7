CREATE TABLE a (
    id int PRIMARY KEY,
    x text,
    y text,
    z text,
    UNIQUE (x) DEFERRABLE INITIALLY DEFERRED,
    UNIQUE NULLS NOT DISTINCT (y),
    CONSTRAINT "zOnce" UNIQUE (z) INCLUDE (y)
);
COMMENT ON CONSTRAINT "zOnce" ON a IS 'Once';
