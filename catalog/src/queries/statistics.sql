SELECT pg_get_statisticsobjdef(s.oid)
    || CASE WHEN coalesce(s.stxstattarget, -1) >= 0
        THEN format('; ALTER STATISTICS %I.%I SET STATISTICS %s', n.name, s.stxname, s.stxstattarget) ELSE '' END
FROM pg_statistic_ext s
JOIN ours n ON n.oid = s.stxnamespace
JOIN relations r ON r.oid = s.stxrelid
WHERE ('pg_statistic_ext'::regclass, s.oid) NOT IN (TABLE members)
ORDER BY n.name COLLATE "C", s.stxname COLLATE "C"
