-- Partitions with their keys and indexes, which are there by now; types that tables are of.
SELECT statement
FROM (
    SELECT 0 AS phase, t.qualified AS name, format('ALTER TABLE %s OF %s', t.qualified, t.reloftype::regtype) AS statement
    FROM tables t WHERE t.reloftype <> 0
    UNION ALL
    SELECT 1, t.qualified,
        format('ALTER TABLE ONLY %s ATTACH PARTITION %s %s', p.qualified, t.qualified, pg_get_expr(t.relpartbound, t.oid))
    FROM tables t
    JOIN pg_inherits i ON i.inhrelid = t.oid
    JOIN tables p ON p.oid = i.inhparent
    WHERE t.relispartition
    UNION ALL
    SELECT 2, t.qualified || c.relname,
        format('ALTER INDEX %I.%I ATTACH PARTITION %I.%I', np.nspname, cp.relname, n.nspname, c.relname)
    FROM tables t
    JOIN pg_index x ON x.indrelid = t.oid
    JOIN pg_class c ON c.oid = x.indexrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_inherits i ON i.inhrelid = c.oid
    JOIN pg_class cp ON cp.oid = i.inhparent
    JOIN pg_namespace np ON np.oid = cp.relnamespace
) AS s
ORDER BY phase, name COLLATE "C"
