SELECT format(
        'CREATE %sTABLE %s (%s)%s%s%s',
        CASE t.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END,
        t.qualified,
        (SELECT string_agg(E'\n    ' || c.line, ',' ORDER BY c.attnum) FROM columns c WHERE c.attrelid = t.oid),
        (SELECT format(' USING %I', m.amname) FROM pg_am m WHERE m.oid = t.relam),
        (SELECT format(' WITH (%s)', string_agg(o.name || ' = ' || o.value, ', ')) FROM (
            SELECT split_part(o, '=', 1) AS name, quote_literal(substr(o, strpos(o, '=') + 1)) AS value
            FROM unnest(t.reloptions) AS o
            UNION ALL
            SELECT 'toast.' || split_part(o, '=', 1), quote_literal(substr(o, strpos(o, '=') + 1))
            FROM pg_class toast, unnest(toast.reloptions) AS o WHERE toast.oid = t.reltoastrelid
        ) AS o HAVING count(*) > 0),
        (SELECT format(' TABLESPACE %I', s.spcname) FROM pg_tablespace s WHERE s.oid = t.reltablespace)
    )
    || CASE WHEN t.relrowsecurity THEN format('; ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t.qualified) ELSE '' END
    || CASE WHEN t.relforcerowsecurity THEN format('; ALTER TABLE %s FORCE ROW LEVEL SECURITY', t.qualified) ELSE '' END
    || coalesce((
        SELECT string_agg(format('; ALTER TABLE %s ALTER COLUMN %I%s', t.qualified, c.attname, a.action), '' ORDER BY c.attnum, a.n)
        FROM columns c,
            unnest(ARRAY[c.storage, c.compression, c.statistics, c.options]) WITH ORDINALITY AS a (action, n)
        WHERE c.attrelid = t.oid AND a.action IS NOT NULL
    ), '')
FROM tables t
ORDER BY t.qualified COLLATE "C"
