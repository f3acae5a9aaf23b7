-- @distribute by=id
CREATE TABLE a (
    id int PRIMARY KEY
);

-- @distribute by=a_id colocate=a
CREATE TABLE b (
    a_id int PRIMARY KEY
);
