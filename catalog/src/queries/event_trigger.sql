-- Those whose function is ours: what Zero and extensions make calls functions of theirs.
SELECT format('CREATE EVENT TRIGGER %I ON %I', e.evtname, e.evtevent)
    || coalesce(
        ' WHEN TAG IN (' || (SELECT string_agg(quote_literal(t), ', ' ORDER BY t COLLATE "C") FROM unnest(e.evttags) AS t) || ')',
        '')
    || format(' EXECUTE FUNCTION %I.%I()', n.name, p.proname)
    || CASE e.evtenabled WHEN 'O' THEN '' ELSE format(
        '; ALTER EVENT TRIGGER %I %s', e.evtname,
        CASE e.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END
    ) END
FROM pg_event_trigger e
JOIN pg_proc p ON p.oid = e.evtfoid
JOIN ours n ON n.oid = p.pronamespace
WHERE ('pg_event_trigger'::regclass, e.oid) NOT IN (TABLE members) AND ('pg_proc'::regclass, p.oid) NOT IN (TABLE members)
ORDER BY e.evtname COLLATE "C"
