-- In the order of their making: a view can read another one.
SELECT format(
        '%sCREATE %sVIEW %s%s%s%s AS %s',
        p.placeholder,
        CASE WHEN r.relkind = 'm' THEN 'MATERIALIZED ' WHEN p.placeholder <> '' THEN 'OR REPLACE ' ELSE '' END,
        r.qualified,
        (SELECT format(' USING %I', a.amname) FROM pg_am a WHERE r.relkind = 'm' AND a.oid = r.relam AND a.amname <> 'heap'),
        (SELECT ' WITH (' || string_agg(
                format('%s = %s', split_part(o, '=', 1), quote_literal(substr(o, strpos(o, '=') + 1))),
                ', ' ORDER BY o COLLATE "C") || ')'
         FROM unnest(r.reloptions) AS o),
        (SELECT format(' TABLESPACE %I', s.spcname) FROM pg_tablespace s WHERE s.oid = r.reltablespace),
        trim(pg_get_viewdef(r.oid), '; ')
    )
FROM relations r
-- Columns of nothing first, for a view whose rows a function takes: its query may call that function.
CROSS JOIN LATERAL (
    SELECT CASE WHEN r.relkind = 'v' AND EXISTS (
        SELECT FROM pg_depend d JOIN pg_type y ON y.oid = d.refobjid
        WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_type'::regclass AND r.reltype IN (y.oid, y.typelem)
    ) THEN coalesce((
        SELECT format('CREATE VIEW %s AS SELECT %s; ', r.qualified,
            string_agg(format('NULL::%s AS %I', format_type(a.atttypid, a.atttypmod), a.attname), ', ' ORDER BY a.attnum))
        FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum > 0
    ), '') ELSE '' END
) AS p(placeholder)
WHERE r.relkind IN ('v', 'm') AND r.relpersistence <> 't'
ORDER BY r.oid
