-- Put together once for all tables: looked for in each, they would be read as often as there are tables.
, lines AS (
    SELECT c.attrelid, string_agg(E'\n    ' || c.line, ',' ORDER BY c.attnum) AS lines
    FROM columns c JOIN tables t ON t.oid = c.attrelid
    WHERE c.attislocal OR t.relispartition
    GROUP BY c.attrelid
),
actions AS (
    SELECT c.attrelid,
        string_agg(format('; ALTER TABLE %s ALTER COLUMN %I%s', t.qualified, c.attname, a.action), '' ORDER BY c.attnum, a.n) AS actions
    FROM columns c JOIN tables t ON t.oid = c.attrelid,
        unnest(ARRAY[c.storage, c.compression, c.statistics, c.options]) WITH ORDINALITY AS a (action, n)
    WHERE a.action IS NOT NULL AND (c.attislocal OR t.relispartition)
    GROUP BY c.attrelid
)
-- Columns that only a parent has come with that; a partition is read as a table by itself, and attached later.
SELECT format(
        'CREATE %sTABLE %s (%s)%s%s%s%s%s',
        CASE WHEN t.relkind = 'f' THEN 'FOREIGN ' WHEN t.relpersistence = 'u' THEN 'UNLOGGED ' ELSE '' END,
        t.qualified,
        l.lines,
        (SELECT ' PARTITION BY ' || pg_get_partkeydef(t.oid) WHERE t.relkind = 'p'),
        (SELECT format(' USING %I', m.amname) FROM pg_am m WHERE m.oid = t.relam),
        (SELECT format(' WITH (%s)', string_agg(o.name || ' = ' || o.value, ', ')) FROM (
            SELECT split_part(o, '=', 1) AS name, quote_literal(substr(o, strpos(o, '=') + 1)) AS value
            FROM unnest(t.reloptions) AS o
            UNION ALL
            SELECT 'toast.' || split_part(o, '=', 1), quote_literal(substr(o, strpos(o, '=') + 1))
            FROM pg_class toast, unnest(toast.reloptions) AS o WHERE toast.oid = t.reltoastrelid
        ) AS o HAVING count(*) > 0),
        (SELECT format(' TABLESPACE %I', s.spcname) FROM pg_tablespace s WHERE s.oid = t.reltablespace),
        (SELECT format(' SERVER %I', s.srvname) || coalesce((
            SELECT format(' OPTIONS (%s)', string_agg(format('%I %L', o.option_name, o.option_value), ', '))
            FROM pg_options_to_table(f.ftoptions) AS o HAVING count(*) > 0), '')
         FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = t.oid)
    )
    || CASE WHEN t.relrowsecurity THEN format('; ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t.qualified) ELSE '' END
    || CASE WHEN t.relforcerowsecurity THEN format('; ALTER TABLE %s FORCE ROW LEVEL SECURITY', t.qualified) ELSE '' END
    || coalesce(f.actions, '')
FROM tables t
LEFT JOIN lines l ON l.attrelid = t.oid
LEFT JOIN actions f ON f.attrelid = t.oid
ORDER BY t.qualified COLLATE "C"
