CREATE TABLE a (id int);
/* no end
CREATE TABLE b (id int);
