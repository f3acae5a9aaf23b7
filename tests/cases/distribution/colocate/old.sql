-- @distribute by=id
CREATE TABLE a (
    id int PRIMARY KEY
);

-- @distribute by=id colocate=none
CREATE TABLE b (
    id int PRIMARY KEY
);
