-- What a table says of its indexes, once they are there.
SELECT format(
        'ALTER TABLE %s REPLICA IDENTITY %s', t.qualified,
        CASE t.relreplident WHEN 'f' THEN 'FULL' WHEN 'i' THEN coalesce(
            (SELECT format('USING INDEX %I', c.relname) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
             WHERE i.indrelid = t.oid AND i.indisreplident), 'NOTHING')
        ELSE 'NOTHING' END
    )
FROM tables t
-- A foreign table has 'n' and cannot be told anything else.
WHERE t.relreplident <> 'd' AND t.relkind <> 'f'
UNION ALL
SELECT format('ALTER TABLE %s CLUSTER ON %I', t.qualified, c.relname)
FROM tables t
JOIN pg_index i ON i.indrelid = t.oid AND i.indisclustered
JOIN pg_class c ON c.oid = i.indexrelid
ORDER BY 1
