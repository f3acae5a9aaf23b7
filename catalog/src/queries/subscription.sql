-- A connection string with a password in it never leaves the server. Columns that not every version has are asked for by
-- name. Who may not read connection strings sees no subscription here: `unknown.sql` tells of them.
SELECT statement FROM (
    SELECT s.subname, format('CREATE SUBSCRIPTION %I CONNECTION %s PUBLICATION %s WITH (connect = false, slot_name = %s%s)',
        s.subname,
        CASE WHEN s.subconninfo ~* 'password|://[^/]*:[^/]*@' THEN 'PUT_SECRET_HERE' ELSE quote_literal(s.subconninfo) END,
        (SELECT string_agg(quote_ident(p), ', ' ORDER BY p COLLATE "C") FROM unnest(s.subpublications) AS p),
        coalesce(quote_literal(s.subslotname), 'NONE'),
        format(', synchronous_commit = %L, binary = %s', s.subsynccommit, s.subbinary)
        || format(', streaming = %s', CASE s.streaming WHEN 'p' THEN 'parallel' WHEN 't' THEN 'true' WHEN 'true' THEN 'true'
            ELSE 'false' END)
        || coalesce(', two_phase = ' || CASE s.two_phase WHEN 'd' THEN 'false' ELSE 'true' END, '')
        || coalesce(', disable_on_error = ' || s.disable_on_error, '')
        || coalesce(', password_required = ' || s.password_required, '')
        || coalesce(', run_as_owner = ' || s.run_as_owner, '')
        || coalesce(', origin = ' || s.origin, '')
        || coalesce(', failover = ' || s.failover, '')) AS statement
    FROM (
        SELECT p.subname, p.subconninfo, p.subpublications, p.subslotname, p.subsynccommit, p.subbinary, p.subdbid,
            j ->> 'substream' AS streaming, j ->> 'subtwophasestate' AS two_phase, j ->> 'subdisableonerr' AS disable_on_error,
            j ->> 'subpasswordrequired' AS password_required, j ->> 'subrunasowner' AS run_as_owner,
            j ->> 'suborigin' AS origin, j ->> 'subfailover' AS failover
        FROM pg_subscription p, to_jsonb(p) AS j
    ) AS s
    WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
) AS made
ORDER BY subname COLLATE "C"
