-- Owners, where that is not the role that asks. What a table owns belongs to its owner.
, owned AS (
    SELECT format('SCHEMA %I', s.nspname) AS target, s.nspowner AS owner
    FROM pg_namespace s JOIN ours o ON o.oid = s.oid
    -- `public` belongs to the owner of the database, or up to 14 to who ran `initdb`.
    WHERE NOT (s.nspname = 'public' AND (s.nspowner = 10 OR pg_get_userbyid(s.nspowner) = 'pg_database_owner'))
    UNION ALL
    SELECT 'TABLE ' || qualified, relowner FROM tables
    UNION ALL
    SELECT CASE r.relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' ELSE 'SEQUENCE ' END || r.qualified,
        r.relowner
    FROM relations r
    WHERE r.relkind IN ('v', 'm') OR (r.relkind = 'S' AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'
    ))
    UNION ALL
    SELECT format('TYPE %I.%I', n.name, t.typname), t.typowner
    FROM pg_type t JOIN ours n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c') AND ('pg_type'::regclass, t.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT format('%s %I.%I(%s)', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, n.name, p.proname,
                  pg_get_function_identity_arguments(p.oid)), p.proowner
    FROM pg_proc p JOIN ours n ON n.oid = p.pronamespace
    WHERE p.prokind IN ('f', 'p') AND ('pg_proc'::regclass, p.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT format('FOREIGN DATA WRAPPER %I', fdwname), fdwowner
    FROM pg_foreign_data_wrapper
    WHERE ('pg_foreign_data_wrapper'::regclass, oid) NOT IN (TABLE members)
    UNION ALL
    SELECT format('SERVER %I', srvname), srvowner
    FROM pg_foreign_server WHERE ('pg_foreign_server'::regclass, oid) NOT IN (TABLE members)
    UNION ALL
    SELECT format('SUBSCRIPTION %I', subname), subowner
    FROM pg_subscription
    WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND has_column_privilege('pg_subscription', 'subconninfo', 'SELECT')
    UNION ALL
    SELECT format('PUBLICATION %I', pubname), pubowner FROM pg_publication WHERE pubname !~ '^_zero_metadata_'
)
SELECT format('ALTER %s OWNER TO %I', target, pg_get_userbyid(owner))
FROM owned
WHERE pg_get_userbyid(owner) <> current_user
ORDER BY target COLLATE "C"
