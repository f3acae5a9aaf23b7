CREATE FUNCTION make_code() RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT md5(random()::text) $$;
CREATE TABLE a (id int PRIMARY KEY, code text NOT NULL DEFAULT make_code());
