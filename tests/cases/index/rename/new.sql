CREATE TABLE a (id int PRIMARY KEY, x text);
CREATE INDEX "byX" ON a (x);
COMMENT ON INDEX "byX" IS 'Other words';
