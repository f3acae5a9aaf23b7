-- What is said of the columns of a view, and the index that its rows are clustered on.
SELECT statement
FROM (
    SELECT r.qualified, a.attnum AS number, 1 AS kind,
        format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', r.qualified, a.attname, pg_get_expr(d.adbin, d.adrelid)) AS statement
    FROM relations r
    JOIN pg_attrdef d ON d.adrelid = r.oid
    JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.adnum
    WHERE r.relkind = 'v' AND r.relpersistence <> 't'
    UNION ALL
    SELECT r.qualified, a.attnum, 2,
        format('ALTER MATERIALIZED VIEW %s ALTER COLUMN %I SET STATISTICS %s', r.qualified, a.attname, a.attstattarget)
    FROM relations r
    JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0
    WHERE r.relkind = 'm' AND a.attstattarget >= 0
    UNION ALL
    SELECT r.qualified, a.attnum, 3,
        format('ALTER MATERIALIZED VIEW %s ALTER COLUMN %I SET STORAGE %s', r.qualified, a.attname,
            CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END)
    FROM relations r
    JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0
    JOIN pg_type y ON y.oid = a.atttypid
    WHERE r.relkind = 'm' AND a.attstorage <> y.typstorage
    UNION ALL
    SELECT r.qualified, 0, 4, format('ALTER MATERIALIZED VIEW %s CLUSTER ON %I', r.qualified, c.relname)
    FROM relations r
    JOIN pg_index i ON i.indrelid = r.oid AND i.indisclustered
    JOIN pg_class c ON c.oid = i.indexrelid
    WHERE r.relkind = 'm'
) AS details
ORDER BY qualified COLLATE "C", kind, number
