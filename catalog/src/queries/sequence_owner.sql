SELECT format('ALTER SEQUENCE %s OWNED BY %s.%I', r.qualified, t.qualified, a.attname)
FROM relations r
JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = r.oid
    AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype = 'a'
JOIN tables t ON t.oid = d.refobjid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE r.relkind = 'S' AND r.relpersistence <> 't'
ORDER BY r.qualified COLLATE "C"
