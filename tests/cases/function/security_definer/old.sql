CREATE FUNCTION balance(account bigint) RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT 1 $$;
CREATE VIEW mine WITH (security_invoker = true) AS SELECT 1 AS n;
