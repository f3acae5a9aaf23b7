SELECT format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s, STYPE = %s', n.name, p.proname,
        CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_get_function_arguments(p.oid) END,
        a.aggtransfn, format_type(a.aggtranstype, NULL))
    || CASE WHEN a.aggtransspace <> 0 THEN format(', SSPACE = %s', a.aggtransspace) ELSE '' END
    || CASE WHEN a.aggfinalfn <> 0 THEN format(', FINALFUNC = %s', a.aggfinalfn) ELSE '' END
    || CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' ELSE '' END
    || CASE WHEN a.aggfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r'::"char" ELSE 'w' END
        THEN ', FINALFUNC_MODIFY = ' || CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END
        ELSE '' END
    || CASE WHEN a.aggcombinefn <> 0 THEN format(', COMBINEFUNC = %s', a.aggcombinefn) ELSE '' END
    || CASE WHEN a.aggserialfn <> 0 THEN format(', SERIALFUNC = %s', a.aggserialfn) ELSE '' END
    || CASE WHEN a.aggdeserialfn <> 0 THEN format(', DESERIALFUNC = %s', a.aggdeserialfn) ELSE '' END
    || coalesce(', INITCOND = ' || quote_literal(a.agginitval), '')
    || CASE WHEN a.aggmtransfn <> 0
        THEN format(', MSFUNC = %s, MINVFUNC = %s, MSTYPE = %s', a.aggmtransfn, a.aggminvtransfn, format_type(a.aggmtranstype, NULL))
        ELSE '' END
    || CASE WHEN a.aggmtransspace <> 0 THEN format(', MSSPACE = %s', a.aggmtransspace) ELSE '' END
    || CASE WHEN a.aggmfinalfn <> 0 THEN format(', MFINALFUNC = %s', a.aggmfinalfn) ELSE '' END
    || CASE WHEN a.aggmfinalextra THEN ', MFINALFUNC_EXTRA' ELSE '' END
    || CASE WHEN a.aggmtransfn <> 0 AND a.aggmfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r'::"char" ELSE 'w' END
        THEN ', MFINALFUNC_MODIFY = ' || CASE a.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END
        ELSE '' END
    || coalesce(', MINITCOND = ' || quote_literal(a.aggminitval), '')
    || coalesce((
        SELECT format(', SORTOP = OPERATOR(%I.%s)', s.nspname, o.oprname)
        FROM pg_operator o JOIN pg_namespace s ON s.oid = o.oprnamespace WHERE o.oid = a.aggsortop
    ), '')
    || CASE p.proparallel WHEN 's' THEN ', PARALLEL = SAFE' WHEN 'r' THEN ', PARALLEL = RESTRICTED' ELSE '' END
    || CASE WHEN a.aggkind = 'h' THEN ', HYPOTHETICAL' ELSE '' END || ')'
FROM pg_proc p
JOIN pg_aggregate a ON a.aggfnoid = p.oid
JOIN ours n ON n.oid = p.pronamespace
WHERE ('pg_proc'::regclass, p.oid) NOT IN (TABLE members)
ORDER BY n.name COLLATE "C", p.proname COLLATE "C", pg_get_function_identity_arguments(p.oid) COLLATE "C"
