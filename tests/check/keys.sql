CREATE EXTENSION btree_gist;

CREATE TABLE t (
    a integer,
    b integer,
    UNIQUE (a, a),
    UNIQUE (a) INCLUDE (c),
    EXCLUDE USING gist (bb WITH =),
    PRIMARY KEY (id)
);
