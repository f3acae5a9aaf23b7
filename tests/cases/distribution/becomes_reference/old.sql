-- @distribute by=id
CREATE TABLE a (
    id int PRIMARY KEY
);
