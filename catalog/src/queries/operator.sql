-- A shell, which another operator names as its commutator, is none yet.
SELECT format('CREATE OPERATOR %I.%s (FUNCTION = %s', n.name, o.oprname, o.oprcode)
    || CASE WHEN o.oprleft <> 0 THEN ', LEFTARG = ' || format_type(o.oprleft, NULL) ELSE '' END
    || CASE WHEN o.oprright <> 0 THEN ', RIGHTARG = ' || format_type(o.oprright, NULL) ELSE '' END
    || coalesce((
        SELECT format(', COMMUTATOR = OPERATOR(%I.%s)', s.nspname, p.oprname)
        FROM pg_operator p JOIN pg_namespace s ON s.oid = p.oprnamespace WHERE p.oid = o.oprcom
    ), '')
    || coalesce((
        SELECT format(', NEGATOR = OPERATOR(%I.%s)', s.nspname, p.oprname)
        FROM pg_operator p JOIN pg_namespace s ON s.oid = p.oprnamespace WHERE p.oid = o.oprnegate
    ), '')
    || CASE WHEN o.oprrest <> 0 THEN ', RESTRICT = ' || o.oprrest ELSE '' END
    || CASE WHEN o.oprjoin <> 0 THEN ', JOIN = ' || o.oprjoin ELSE '' END
    || CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' END
    || CASE WHEN o.oprcanmerge THEN ', MERGES' ELSE '' END || ')'
FROM pg_operator o
JOIN ours n ON n.oid = o.oprnamespace
WHERE o.oprcode <> 0 AND ('pg_operator'::regclass, o.oid) NOT IN (TABLE members)
ORDER BY o.oid
