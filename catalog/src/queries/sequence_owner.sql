-- From the catalogs themselves, not from `relations`: the planner expects few rows of a common table expression, and would go
-- through all tables for each sequence.
SELECT format('ALTER SEQUENCE %I.%I OWNED BY %I.%I.%I', sn.name, s.relname, tn.name, t.relname, a.attname)
FROM pg_depend d
JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' AND s.relpersistence <> 't'
JOIN ours sn ON sn.oid = s.relnamespace
JOIN pg_class t ON t.oid = d.refobjid AND t.relkind IN ('r', 'p', 'f') AND t.relpersistence IN ('p', 'u')
JOIN ours tn ON tn.oid = t.relnamespace
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype = 'a'
    AND ('pg_class'::regclass, s.oid) NOT IN (TABLE members) AND ('pg_class'::regclass, t.oid) NOT IN (TABLE members)
ORDER BY sn.name, s.relname
