-- @distribute by=b colocate=none
CREATE TABLE t (
    a int,
    b int,
    PRIMARY KEY (a, b)
);
