, targets AS (
    SELECT 'pg_namespace'::regclass AS classoid, oid AS objoid, 0 AS objsubid, format('SCHEMA %I', name) AS target
    FROM ours
    UNION ALL
    SELECT 'pg_extension'::regclass, oid, 0, format('EXTENSION %I', extname)
    FROM pg_extension WHERE extname <> 'plpgsql'
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, 0,
        format('%s %I.%I', CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, n.name, t.typname)
    FROM pg_type t JOIN ours n ON n.oid = t.typnamespace
    WHERE (t.typtype IN ('e', 'd', 'r')
        OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
      AND ('pg_type'::regclass, t.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 'pg_class'::regclass, r.oid, a.attnum, format('COLUMN %s.%I', r.qualified, a.attname)
    FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE r.relkind = 'c'
    UNION ALL
    SELECT 'pg_constraint'::regclass, c.oid, 0,
        format('CONSTRAINT %I ON DOMAIN %I.%I', c.conname, n.name, t.typname)
    FROM pg_constraint c JOIN pg_type t ON t.oid = c.contypid JOIN ours n ON n.oid = t.typnamespace
    WHERE c.contype = 'c' AND ('pg_type'::regclass, t.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 'pg_class'::regclass, r.oid, 0,
        CASE r.relkind WHEN 'S' THEN 'SEQUENCE ' WHEN 'v' THEN 'VIEW ' ELSE 'MATERIALIZED VIEW ' END || r.qualified
    FROM relations r WHERE r.relkind IN ('S', 'v', 'm')
    UNION ALL
    SELECT 'pg_class'::regclass, oid, 0, 'TABLE ' || qualified
    FROM tables
    UNION ALL
    SELECT 'pg_class'::regclass, t.oid, a.attnum, format('COLUMN %s.%I', t.qualified, a.attname)
    FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT 'pg_constraint'::regclass, c.oid, 0, format('CONSTRAINT %I ON %s', c.conname, t.qualified)
    FROM pg_constraint c JOIN tables t ON t.oid = c.conrelid
    WHERE c.contype IN ('p', 'u', 'c', 'x', 'f')
      -- An heir has the parent's under a name that only the server knows.
      OR c.contype = 'n' AND (t.relispartition OR EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = c.conkey[1] AND a.attislocal))
    UNION ALL
    SELECT 'pg_class'::regclass, i.indexrelid, 0, format('INDEX %I.%I', n.name, c.relname)
    FROM pg_index i
    JOIN relations t ON t.oid = i.indrelid JOIN pg_class c ON c.oid = i.indexrelid JOIN ours n ON n.oid = c.relnamespace
    WHERE i.indisvalid
      AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
    UNION ALL
    SELECT 'pg_statistic_ext'::regclass, s.oid, 0, format('STATISTICS %I.%I', n.name, s.stxname)
    FROM pg_statistic_ext s JOIN ours n ON n.oid = s.stxnamespace
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid, 0,
        format(
            '%s %I.%I(%s)', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END, n.name, p.proname,
            CASE WHEN p.prokind = 'a' AND p.pronargs = 0 THEN '*' ELSE pg_get_function_identity_arguments(p.oid) END
        )
    FROM pg_proc p JOIN ours n ON n.oid = p.pronamespace
    WHERE ('pg_proc'::regclass, p.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 'pg_collation'::regclass, c.oid, 0, format('COLLATION %I.%I', n.name, c.collname)
    FROM pg_collation c JOIN ours n ON n.oid = c.collnamespace
    WHERE c.oid >= 16384 AND ('pg_collation'::regclass, c.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 'pg_cast'::regclass, c.oid, 0,
        format('CAST (%s AS %s)', format_type(c.castsource, NULL), format_type(c.casttarget, NULL))
    FROM pg_cast c WHERE c.oid >= 16384 AND ('pg_cast'::regclass, c.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 'pg_operator'::regclass, o.oid, 0, format('OPERATOR %I.%s (%s, %s)', n.name, o.oprname,
        CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END, format_type(o.oprright, NULL))
    FROM pg_operator o JOIN ours n ON n.oid = o.oprnamespace
    WHERE o.oprcode <> 0 AND ('pg_operator'::regclass, o.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 'pg_opfamily'::regclass, f.oid, 0, format('OPERATOR FAMILY %I.%I USING %I', n.name, f.opfname, a.amname)
    FROM pg_opfamily f JOIN ours n ON n.oid = f.opfnamespace JOIN pg_am a ON a.oid = f.opfmethod
    WHERE ('pg_opfamily'::regclass, f.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 'pg_opclass'::regclass, c.oid, 0, format('OPERATOR CLASS %I.%I USING %I', n.name, c.opcname, a.amname)
    FROM pg_opclass c JOIN ours n ON n.oid = c.opcnamespace JOIN pg_am a ON a.oid = c.opcmethod
    WHERE ('pg_opclass'::regclass, c.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 'pg_ts_dict'::regclass, d.oid, 0, format('TEXT SEARCH DICTIONARY %I.%I', n.name, d.dictname)
    FROM pg_ts_dict d JOIN ours n ON n.oid = d.dictnamespace
    WHERE ('pg_ts_dict'::regclass, d.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 'pg_ts_config'::regclass, c.oid, 0, format('TEXT SEARCH CONFIGURATION %I.%I', n.name, c.cfgname)
    FROM pg_ts_config c JOIN ours n ON n.oid = c.cfgnamespace
    WHERE ('pg_ts_config'::regclass, c.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 'pg_rewrite'::regclass, w.oid, 0, format('RULE %I ON %s', w.rulename, r.qualified)
    FROM pg_rewrite w JOIN relations r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'
    UNION ALL
    SELECT 'pg_class'::regclass, r.oid, a.attnum, format('COLUMN %s.%I', r.qualified, a.attname)
    FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0
    WHERE r.relkind IN ('v', 'm')
    UNION ALL
    SELECT 'pg_policy'::regclass, p.oid, 0, format('POLICY %I ON %s', p.polname, r.qualified)
    FROM pg_policy p JOIN relations r ON r.oid = p.polrelid
    UNION ALL
    SELECT 'pg_trigger'::regclass, g.oid, 0, format('TRIGGER %I ON %s', g.tgname, r.qualified)
    FROM pg_trigger g JOIN relations r ON r.oid = g.tgrelid WHERE NOT g.tgisinternal AND g.tgparentid = 0
    UNION ALL
    SELECT 'pg_event_trigger'::regclass, e.oid, 0, format('EVENT TRIGGER %I', e.evtname)
    FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid JOIN ours n ON n.oid = p.pronamespace
    WHERE ('pg_event_trigger'::regclass, e.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 'pg_foreign_data_wrapper'::regclass, oid, 0, format('FOREIGN DATA WRAPPER %I', fdwname)
    FROM pg_foreign_data_wrapper WHERE ('pg_foreign_data_wrapper'::regclass, oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 'pg_foreign_server'::regclass, oid, 0, format('SERVER %I', srvname)
    FROM pg_foreign_server WHERE ('pg_foreign_server'::regclass, oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 'pg_subscription'::regclass, oid, 0, format('SUBSCRIPTION %I', subname)
    FROM pg_subscription
    WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND has_column_privilege('pg_subscription', 'subconninfo', 'SELECT')
    UNION ALL
    SELECT 'pg_publication'::regclass, oid, 0, format('PUBLICATION %I', pubname)
    FROM pg_publication WHERE pubname !~ '^_zero_metadata_'
)
SELECT format('COMMENT ON %s IS %L', t.target, d.description)
FROM targets t
JOIN pg_description d USING (classoid, objoid, objsubid)
WHERE NOT (t.target = 'SCHEMA public' AND d.description = 'standard public schema')
  -- `CREATE EXTENSION` comments on itself.
  AND NOT EXISTS (
    SELECT FROM pg_extension e JOIN pg_available_extensions a ON a.name = e.extname
    WHERE t.classoid = 'pg_extension'::regclass AND e.oid = t.objoid AND a.comment = d.description
  )
ORDER BY t.target COLLATE "C"
