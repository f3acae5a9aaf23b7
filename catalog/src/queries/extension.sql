-- The namespace is said where it is a choice: not for `public`, and not for one that the extension made itself. The version
-- is said where it is not what `CREATE EXTENSION` would take.
SELECT format('CREATE EXTENSION %I', e.extname)
    || CASE WHEN n.name <> 'public' THEN format(' SCHEMA %I', n.name) ELSE '' END
    || CASE WHEN e.extversion <> a.default_version THEN format(' VERSION %L', e.extversion) ELSE '' END
FROM pg_extension e
LEFT JOIN ours n ON n.oid = e.extnamespace
LEFT JOIN pg_available_extensions a ON a.name = e.extname
CROSS JOIN LATERAL (SELECT coalesce(n.name, 'public') AS name) AS place(name)
WHERE e.extname <> 'plpgsql'
ORDER BY e.extname COLLATE "C"
