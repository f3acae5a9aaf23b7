CREATE SCHEMA jobs;
CREATE TABLE jobs.task (id integer);
SET check_function_bodies = false;
CREATE FUNCTION jobs.take() RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    job jobs.job;
BEGIN
    DELETE FROM jobs.job RETURNING * INTO job;
    RETURN job.id;
END
$$;
