SELECT rtrim(pg_get_functiondef(p.oid), E'\n')
FROM pg_proc p
JOIN ours n ON n.oid = p.pronamespace
WHERE p.prokind IN ('f', 'p', 'w') AND ('pg_proc'::regclass, p.oid) NOT IN (TABLE members)
ORDER BY n.name COLLATE "C", p.proname COLLATE "C", pg_get_function_identity_arguments(p.oid) COLLATE "C"
