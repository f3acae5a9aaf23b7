SELECT format(
        'CREATE %sTABLE %s (%s)',
        CASE t.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END,
        t.qualified,
        (SELECT string_agg(E'\n    ' || c.line, ',' ORDER BY c.attnum) FROM columns c WHERE c.attrelid = t.oid)
    )
FROM tables t
ORDER BY t.qualified COLLATE "C"
