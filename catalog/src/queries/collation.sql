SELECT format('CREATE COLLATION %I.%I (PROVIDER = %s', n.name, c.collname,
        CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END)
    || CASE WHEN c.locale IS NOT NULL THEN format(', LOCALE = %L', c.locale)
        WHEN c.collcollate = c.collctype THEN format(', LOCALE = %L', c.collcollate)
        ELSE format(', LC_COLLATE = %L, LC_CTYPE = %L', c.collcollate, c.collctype) END
    || CASE WHEN c.collisdeterministic THEN '' ELSE ', DETERMINISTIC = false' END
    || coalesce(', RULES = ' || quote_literal(c.rules), '') || ')'
FROM (
    -- The columns differ by version: `colliculocale` came with 15, `colllocale` took its place in 17, `collicurules` is from 16.
    SELECT p.*, to_jsonb(p) ->> 'collicurules' AS rules,
        coalesce(to_jsonb(p) ->> 'colllocale', to_jsonb(p) ->> 'colliculocale') AS locale
    FROM pg_collation p
) AS c
JOIN ours n ON n.oid = c.collnamespace
WHERE c.oid >= 16384 AND ('pg_collation'::regclass, c.oid) NOT IN (TABLE members)
ORDER BY 1
