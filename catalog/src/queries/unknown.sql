-- What is there but not in the model yet, in words.
, user_types AS (
    SELECT t.*, format('%I.%I', n.name, t.typname) AS qualified
    FROM pg_type t JOIN ours n ON n.oid = t.typnamespace
    WHERE ('pg_type'::regclass, t.oid) NOT IN (TABLE members)
),
unknown AS (
    SELECT format('invalid index %I on %s', c.relname, t.qualified) AS what
    FROM pg_index i JOIN tables t ON t.oid = i.indrelid JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid
    UNION ALL
    SELECT 'unlogged sequence ' || r.qualified
    FROM relations r
    WHERE r.relkind = 'S' AND r.relpersistence = 'u'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid
                      AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))
    UNION ALL
    SELECT CASE typtype WHEN 'p' THEN 'shell type ' ELSE 'base type ' END || qualified
    FROM user_types t
    WHERE typtype = 'p' OR (typtype = 'b' AND typcategory <> 'A')
    UNION ALL
    -- What only others may look at.
    SELECT format('user mapping for %s on server %I', CASE m.umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(m.usename) END,
                  m.srvname)
    FROM pg_user_mappings m JOIN pg_foreign_server s ON s.oid = m.srvid
    WHERE m.umoptions IS NULL AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
      AND NOT CASE WHEN m.umuser = 0 THEN pg_has_role(s.srvowner, 'USAGE')
        ELSE m.usename = current_user AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')) END
    UNION ALL
    SELECT 'subscription ' || quote_ident(subname)
    FROM pg_subscription
    WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND NOT has_column_privilege('pg_subscription', 'subconninfo', 'SELECT')
    UNION ALL
    -- Kinds that the model does not have at all, as the server describes them. Only what was made after `initdb`.
    SELECT pg_describe_object(o.classid, o.objid, 0)
    FROM (
        SELECT 'pg_conversion'::regclass AS classid, oid AS objid, connamespace AS namespace FROM pg_conversion
        UNION ALL SELECT 'pg_transform'::regclass, oid, NULL FROM pg_transform
        UNION ALL SELECT 'pg_am'::regclass, oid, NULL FROM pg_am
        UNION ALL SELECT 'pg_language'::regclass, oid, NULL FROM pg_language
    ) AS o
    WHERE o.objid >= 16384 AND (o.classid, o.objid) NOT IN (TABLE members)
      AND (o.namespace IS NULL OR o.namespace IN (SELECT oid FROM ours))
)
SELECT what FROM unknown ORDER BY what COLLATE "C"
