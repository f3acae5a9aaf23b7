CREATE TABLE a (id int, x txet);
COMMENT ON TABLE a IS 'it's mine';
CREATE TABLE b (id int);
