-- Composite and range types, each with what belongs to it.
SELECT format('CREATE TYPE %I.%I AS (%s)', n.name, t.typname, coalesce((
        SELECT string_agg(
            format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
            || CASE WHEN a.attcollation <> y.typcollation AND a.attcollation <> 0
                THEN ' COLLATE ' || a.attcollation::regcollation
            ELSE '' END,
            ', ' ORDER BY a.attnum
        )
        FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
        WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
    ), ''))
FROM pg_type t
JOIN ours n ON n.oid = t.typnamespace
JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
WHERE t.typtype = 'c' AND ('pg_type'::regclass, t.oid) NOT IN (TABLE members)
UNION ALL
SELECT format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s', n.name, t.typname, format_type(r.rngsubtype, NULL))
    || CASE WHEN NOT o.opcdefault THEN format(', SUBTYPE_OPCLASS = %I.%I', s.nspname, o.opcname) ELSE '' END
    || CASE WHEN r.rngcollation <> b.typcollation THEN ', COLLATION = ' || r.rngcollation::regcollation ELSE '' END
    || CASE WHEN r.rngcanonical <> 0 THEN ', CANONICAL = ' || r.rngcanonical::regproc ELSE '' END
    || CASE WHEN r.rngsubdiff <> 0 THEN ', SUBTYPE_DIFF = ' || r.rngsubdiff::regproc ELSE '' END
    || format(', MULTIRANGE_TYPE_NAME = %s)', r.rngmultitypid::regtype)
FROM pg_range r
JOIN pg_type t ON t.oid = r.rngtypid
JOIN ours n ON n.oid = t.typnamespace
JOIN pg_type b ON b.oid = r.rngsubtype
JOIN pg_opclass o ON o.oid = r.rngsubopc
JOIN pg_namespace s ON s.oid = o.opcnamespace
WHERE ('pg_type'::regclass, t.oid) NOT IN (TABLE members)
ORDER BY 1
