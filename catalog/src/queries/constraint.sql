-- Foreign keys last: they name columns of other tables' keys. `NOT NULL` is a property of the column here, although 18 keeps
-- it as a constraint (contype n).
SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', t.qualified, c.conname, pg_get_constraintdef(c.oid))
FROM pg_constraint c
JOIN tables t ON t.oid = c.conrelid
WHERE c.contype IN ('p', 'u', 'c', 'x', 'f')
ORDER BY c.contype = 'f', t.qualified COLLATE "C", c.conname COLLATE "C"
