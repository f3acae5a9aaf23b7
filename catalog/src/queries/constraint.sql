-- Foreign keys last: they name columns of other tables' keys. `NOT NULL` (contype n, from 18 on) stands at its column, unless
-- it is not validated.
SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', t.qualified, c.conname, pg_get_constraintdef(c.oid))
    || coalesce((SELECT format('; ALTER INDEX %s.%I SET (%s)', t.relnamespace::regnamespace, i.relname, array_to_string(i.reloptions, ', '))
                 FROM pg_class i WHERE i.oid = c.conindid AND c.contype IN ('p', 'u', 'x') AND i.reloptions IS NOT NULL), '')
    || coalesce((SELECT format('; ALTER INDEX %s.%I SET TABLESPACE %I', t.relnamespace::regnamespace, i.relname, s.spcname)
                 FROM pg_class i JOIN pg_tablespace s ON s.oid = i.reltablespace
                 WHERE i.oid = c.conindid AND c.contype IN ('p', 'u', 'x')), '')
FROM pg_constraint c
JOIN tables t ON t.oid = c.conrelid
WHERE (c.contype IN ('p', 'u', 'c', 'x', 'f') OR c.contype = 'n' AND NOT c.convalidated AND (c.conislocal OR t.relispartition))
  -- An inherited check comes with the parent's, unless the table is attached only later.
  AND (c.contype <> 'c' OR c.conislocal OR t.relispartition)
  -- A key to a partitioned table has one row more for each of its partitions.
  AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = c.conparentid AND p.conrelid = c.conrelid)
  AND NOT (c.contype = 'f' AND EXISTS (SELECT FROM pg_constraint p WHERE p.oid = c.conparentid AND p.confrelid <> c.confrelid))
ORDER BY c.contype = 'f', t.qualified COLLATE "C", c.conname COLLATE "C"
