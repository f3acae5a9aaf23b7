CREATE TABLE parent (a int, b int, c int UNIQUE, PRIMARY KEY (a, b));
CREATE TABLE child (
    id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED,
    a int, b int, c int REFERENCES parent (c) MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE,
    self int REFERENCES child,
    during tstzrange,
    CONSTRAINT pair FOREIGN KEY (a, b) REFERENCES parent ON DELETE SET NULL (a) ON UPDATE NO ACTION,
    FOREIGN KEY (a, b) REFERENCES parent (a, b) NOT VALID,
    UNIQUE NULLS NOT DISTINCT (a, b) INCLUDE (c),
    UNIQUE (c, during) DEFERRABLE,
    CHECK (a > 0),
    CHECK (a < b AND b < 10) NO INHERIT,
    CONSTRAINT named CHECK ((a IS NOT NULL)) NOT VALID,
    EXCLUDE USING gist (a WITH =, during WITH &&) WHERE (a > 1) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT no_twins EXCLUDE USING gist (lower(during) DESC NULLS LAST WITH OPERATOR(pg_catalog.=)) INCLUDE (b) WITH (fillfactor = 70),
    EXCLUDE (b WITH =),
    CONSTRAINT b_is_there NOT NULL b,
    exclude boolean
);
