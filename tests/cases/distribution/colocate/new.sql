-- @distribute by=id
CREATE TABLE a (
    id int PRIMARY KEY
);

-- @distribute by=id colocate=a
CREATE TABLE b (
    id int PRIMARY KEY
);
