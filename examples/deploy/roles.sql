-- The roles of the shop with the rights that they need and no more. Run it once for each database, by an administrator, before the
-- first migration:
--
--     psql "$ADMIN_URL" -f roles.sql
--
-- Then give both a way to sign in: `ALTER ROLE shop_app PASSWORD '..'`, or on Aurora `GRANT rds_iam TO shop_app, shop_migrate`.

DO $$
BEGIN
    -- Owns the tables: runs migrations and makes partitions. Used by the deploy, never by the program that serves.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_migrate') THEN
        CREATE ROLE shop_migrate LOGIN;
    END IF;
    -- Reads and writes rows.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_app') THEN
        CREATE ROLE shop_app LOGIN;
    END IF;

    -- Who is not named has nothing to do here.
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    -- CREATE: for the ledger, which has a namespace of its own, and for extensions that are trusted.
    EXECUTE format('GRANT CONNECT, CREATE ON DATABASE %I TO shop_migrate', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO shop_app', current_database());
END $$;

-- Before version 15 everybody may make tables in public.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO shop_migrate;
GRANT USAGE ON SCHEMA public TO shop_app;

-- A forgotten transaction holds up vacuum and every migration; a statement that nobody waits for any more holds locks.
ALTER ROLE shop_app SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE shop_app SET statement_timeout = '30s';
