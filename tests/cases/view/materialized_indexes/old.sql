CREATE TABLE todo (id int PRIMARY KEY, title text, done boolean);
CREATE MATERIALIZED VIEW totals AS SELECT done, count(*) AS total FROM todo GROUP BY done;
CREATE UNIQUE INDEX totals_done ON totals (done);
CREATE INDEX ON totals (total);
CREATE MATERIALIZED VIEW other AS SELECT id, title FROM todo;
CREATE INDEX other_title ON other (lower(title));
