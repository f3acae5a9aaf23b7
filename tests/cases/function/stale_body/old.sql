CREATE SCHEMA jobs;
CREATE TABLE jobs.task (id integer);
