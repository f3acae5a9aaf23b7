CREATE PROCEDURE tidy() LANGUAGE sql AS $$ SELECT 1 $$;
CREATE FUNCTION gone(a int, OUT b int) LANGUAGE plpgsql AS $f$ BEGIN b := a; END $f$;
