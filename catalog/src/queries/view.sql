-- In the order of their making: a view can read another one.
SELECT format(
        'CREATE %sVIEW %s%s%s%s AS %s',
        CASE r.relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END,
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
WHERE r.relkind IN ('v', 'm') AND r.relpersistence <> 't'
ORDER BY r.oid
