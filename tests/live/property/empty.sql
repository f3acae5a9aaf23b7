RESET ALL;
DO $$
DECLARE
    one text;
    kept oid[] := ARRAY(SELECT objid FROM pg_depend WHERE deptype = 'e');
BEGIN
    SET LOCAL client_min_messages = error;
    SET LOCAL session_replication_role = replica;
    -- What is dropped with something else is gone when its turn comes.
    FOREACH one IN ARRAY ARRAY(
        SELECT format('DROP EVENT TRIGGER %I', evtname) FROM pg_event_trigger
        UNION ALL SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
        UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER %I CASCADE', fdwname) FROM pg_foreign_data_wrapper
        UNION ALL SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace
            WHERE oid >= 16384 AND nspname !~ '^pg_' AND NOT oid = ANY (kept)
        UNION ALL SELECT format('DROP %s IF EXISTS %I CASCADE', CASE relkind WHEN 'v' THEN 'VIEW'
                WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, relname)
            FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
                AND NOT (relkind = 'S'
                AND EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'i'))
        UNION ALL SELECT format('DROP CAST IF EXISTS (%s AS %s)', castsource::regtype, casttarget::regtype)
            FROM pg_cast c WHERE oid >= 16384 AND NOT oid = ANY (kept)
                AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_cast'::regclass AND objid = c.oid AND deptype = 'i')
        UNION ALL SELECT format('DROP AGGREGATE IF EXISTS %s CASCADE', oid::regprocedure) FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace AND prokind = 'a' AND NOT oid = ANY (kept)
        UNION ALL SELECT format('DROP TEXT SEARCH CONFIGURATION %I CASCADE', cfgname) FROM pg_ts_config
            WHERE cfgnamespace = 'public'::regnamespace
        UNION ALL SELECT format('DROP TEXT SEARCH DICTIONARY %I CASCADE', dictname) FROM pg_ts_dict
            WHERE dictnamespace = 'public'::regnamespace
        UNION ALL SELECT format('DROP TYPE IF EXISTS %I CASCADE', typname) FROM pg_type t
            WHERE typnamespace = 'public'::regnamespace AND typtype IN ('c', 'd', 'e', 'r') AND NOT oid = ANY (kept)
                AND NOT EXISTS (SELECT FROM pg_class WHERE oid = typrelid AND relkind <> 'c')
        UNION ALL SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure) FROM pg_proc p
            WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p', 'w') AND NOT oid = ANY (kept)
                AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'i')
        UNION ALL SELECT format('DROP OPERATOR IF EXISTS %s CASCADE', oid::regoperator) FROM pg_operator
            WHERE oprnamespace = 'public'::regnamespace AND NOT oid = ANY (kept)
        UNION ALL SELECT format('DROP COLLATION %I', collname) FROM pg_collation WHERE collnamespace = 'public'::regnamespace
        UNION ALL SELECT 'DROP OWNED BY tw_owner, tw_reader, tw_writer, "tw_Odd" CASCADE'
    )
    LOOP
        BEGIN
            EXECUTE one;
        EXCEPTION WHEN undefined_object OR undefined_table OR undefined_function THEN NULL;
        END;
    END LOOP;
END $$;
COMMENT ON SCHEMA public IS 'standard public schema';
COMMENT ON EXTENSION vector IS 'vector data type and ivfflat and hnsw access methods';
