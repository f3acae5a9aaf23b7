-- Who inherits from whom; then what a column that is not the table's own says for itself.
, heirs AS (
    SELECT t.oid, t.qualified, p.qualified AS parent, i.inhseqno
    FROM tables t
    JOIN pg_inherits i ON i.inhrelid = t.oid
    JOIN tables p ON p.oid = i.inhparent
    WHERE NOT t.relispartition
)
SELECT statement
FROM (
    SELECT 0 AS phase, h.qualified, h.inhseqno AS place, 0 AS part,
        format('ALTER TABLE %s INHERIT %s', h.qualified, h.parent) AS statement
    FROM heirs h
    UNION ALL
    SELECT 1, t.qualified, c.attnum, a.n::int, format('ALTER TABLE ONLY %s ALTER COLUMN %I%s', t.qualified, c.attname, a.action)
    FROM tables t
    JOIN columns c ON c.attrelid = t.oid AND NOT c.attislocal,
        unnest(ARRAY[
            CASE WHEN c.attgenerated = '' THEN coalesce(' SET DEFAULT ' || c.expression, ' DROP DEFAULT') END,
            CASE WHEN c.attnotnull THEN ' SET NOT NULL' END,
            c.storage, c.compression, c.statistics, c.options
        ]) WITH ORDINALITY AS a (action, n)
    WHERE NOT t.relispartition AND a.action IS NOT NULL AND t.oid IN (SELECT oid FROM heirs)
) AS s
ORDER BY phase, qualified COLLATE "C", place, part
