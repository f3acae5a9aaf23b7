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
    -- Kinds that the model does not have at all, as the server describes them. Only what was made after `initdb`.
    SELECT pg_describe_object(o.classid, o.objid, 0)
    FROM (
        SELECT 'pg_conversion'::regclass AS classid, oid AS objid, connamespace AS namespace FROM pg_conversion
        UNION ALL SELECT 'pg_transform'::regclass, oid, NULL FROM pg_transform
        UNION ALL SELECT 'pg_am'::regclass, oid, NULL FROM pg_am
        UNION ALL SELECT 'pg_language'::regclass, oid, NULL FROM pg_language
        UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid, NULL FROM pg_foreign_data_wrapper
        UNION ALL SELECT 'pg_foreign_server'::regclass, oid, NULL FROM pg_foreign_server
    ) AS o
    WHERE o.objid >= 16384 AND (o.classid, o.objid) NOT IN (TABLE members)
      AND (o.namespace IS NULL OR o.namespace IN (SELECT oid FROM ours))
)
SELECT what FROM unknown ORDER BY what COLLATE "C"
