-- Without those inside constraints and those that a partition has from its parent.
SELECT pg_get_triggerdef(g.oid)
    || CASE g.tgenabled WHEN 'O' THEN '' ELSE format(
        '; ALTER TABLE %s %s TRIGGER %I', r.qualified,
        CASE g.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, g.tgname
    ) END
FROM pg_trigger g
JOIN relations r ON r.oid = g.tgrelid
WHERE NOT g.tgisinternal AND g.tgparentid = 0
  AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_trigger'::regclass AND d.objid = g.oid AND d.deptype = 'e'
  )
ORDER BY r.qualified COLLATE "C", g.tgname COLLATE "C"
