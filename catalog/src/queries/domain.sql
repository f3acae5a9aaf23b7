-- In the order of their making: a domain can be based on another one.
SELECT format('CREATE DOMAIN %I.%I AS %s', n.name, t.typname, format_type(t.typbasetype, t.typtypmod))
    || CASE WHEN t.typcollation <> b.typcollation
        THEN ' COLLATE ' || t.typcollation::regcollation
        ELSE '' END
    || coalesce(' DEFAULT ' || t.typdefault, '')
    || CASE WHEN t.typnotnull THEN coalesce((
        SELECT format(' CONSTRAINT %I', c.conname) FROM pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'n'
    ), '') || ' NOT NULL' ELSE '' END
    || coalesce((
        SELECT string_agg(format(' CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid)), '' ORDER BY c.conname COLLATE "C")
        FROM pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'c' AND c.convalidated
    ), '')
    || coalesce((
        SELECT string_agg(
            format('; ALTER DOMAIN %I.%I ADD CONSTRAINT %I %s', n.name, t.typname, c.conname, pg_get_constraintdef(c.oid)),
            '' ORDER BY c.conname COLLATE "C"
        )
        FROM pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'c' AND NOT c.convalidated
    ), '')
FROM pg_type t
JOIN ours n ON n.oid = t.typnamespace
JOIN pg_type b ON b.oid = t.typbasetype
WHERE t.typtype = 'd' AND ('pg_type'::regclass, t.oid) NOT IN (TABLE members)
ORDER BY t.oid
