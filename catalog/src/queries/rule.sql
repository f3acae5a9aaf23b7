-- Without those that are the query of a view.
SELECT rtrim(pg_get_ruledef(w.oid), E'; \n')
    || CASE w.ev_enabled WHEN 'O' THEN '' ELSE format(
        '; ALTER TABLE %s %s RULE %I', r.qualified,
        CASE w.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, w.rulename
    ) END
FROM pg_rewrite w
JOIN relations r ON r.oid = w.ev_class
WHERE w.rulename <> '_RETURN' AND ('pg_rewrite'::regclass, w.oid) NOT IN (TABLE members)
ORDER BY r.qualified COLLATE "C", w.rulename COLLATE "C"
