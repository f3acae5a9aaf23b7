SELECT format(
        'CREATE TYPE %I.%I AS ENUM (%s)', n.name, t.typname,
        (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
    )
FROM pg_type t
JOIN ours n ON n.oid = t.typnamespace
WHERE t.typtype = 'e' AND ('pg_type'::regclass, t.oid) NOT IN (TABLE members)
ORDER BY n.name COLLATE "C", t.typname COLLATE "C"
