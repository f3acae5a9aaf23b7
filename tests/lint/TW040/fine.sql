CREATE TYPE status AS ENUM ('open', 'done');
CREATE TYPE mood AS ENUM ('good');
CREATE TYPE side AS ENUM ('left');
CREATE TABLE todo (id bigint PRIMARY KEY, statuses status[]);
CREATE FUNCTION feel(mood) RETURNS text LANGUAGE sql AS $$ SELECT 'well' $$;
CREATE VIEW sides AS SELECT 'left'::side AS side;
