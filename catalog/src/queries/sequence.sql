-- Without those inside identity columns, which belong to their column.
SELECT format(
        'CREATE SEQUENCE %s AS %s START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s%s',
        r.qualified, format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
        CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END
    )
FROM relations r
JOIN pg_sequence s ON s.seqrelid = r.oid
WHERE r.relpersistence <> 't'
ORDER BY r.qualified COLLATE "C"
