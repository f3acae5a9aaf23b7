SELECT format('CREATE SCHEMA %I', name)
FROM ours
WHERE name <> 'public'
ORDER BY name COLLATE "C"
