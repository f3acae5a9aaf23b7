-- Without those behind constraints, and without those that a failed concurrent build left.
SELECT pg_get_indexdef(i.indexrelid)
    || coalesce((SELECT format('; ALTER INDEX %I.%I SET TABLESPACE %I', n.name, c.relname, s.spcname)
                 FROM pg_tablespace s WHERE s.oid = c.reltablespace), '')
    || coalesce((SELECT string_agg(format('; ALTER INDEX %I.%I ALTER COLUMN %s SET STATISTICS %s', n.name, c.relname, a.attnum, a.attstattarget), '' ORDER BY a.attnum)
                 FROM pg_attribute a WHERE a.attrelid = c.oid AND coalesce(a.attstattarget, -1) >= 0), '')
FROM pg_index i
JOIN relations t ON t.oid = i.indrelid AND (t.relkind = 'm' OR t.oid IN (SELECT oid FROM tables))
JOIN pg_class c ON c.oid = i.indexrelid
JOIN ours n ON n.oid = c.relnamespace
WHERE i.indisvalid
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
ORDER BY t.qualified COLLATE "C", c.relname COLLATE "C"
