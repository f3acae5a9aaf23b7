-- Foreign data. Wrappers that extensions bring are theirs; options that are secrets never leave the server.
, options AS (
    SELECT k.kind, k.oid, string_agg(format('%I %s', o.option_name,
        CASE WHEN o.option_name ~* '(password|passwd|secret|token|api_?key|credential|private_key)'
              AND o.option_name !~* '(_required|_id|_name)$'
            THEN 'PUT_SECRET_HERE' ELSE quote_literal(o.option_value) END), ', ' ORDER BY o.option_name COLLATE "C") AS list
    FROM (
        SELECT 'w' AS kind, oid, fdwoptions AS options FROM pg_foreign_data_wrapper
        UNION ALL SELECT 's', oid, srvoptions FROM pg_foreign_server
        UNION ALL SELECT 'm', umid, umoptions FROM pg_user_mappings
    ) AS k, pg_options_to_table(k.options) AS o
    GROUP BY k.kind, k.oid
)
SELECT statement || coalesce(' OPTIONS (' || o.list || ')', '')
FROM (
    SELECT 'w' AS kind, w.oid, format('CREATE FOREIGN DATA WRAPPER %I', w.fdwname)
        || CASE WHEN w.fdwhandler <> 0 THEN format(' HANDLER %I.%I', hn.nspname, h.proname) ELSE '' END
        || CASE WHEN w.fdwvalidator <> 0 THEN format(' VALIDATOR %I.%I', vn.nspname, v.proname) ELSE '' END AS statement
    FROM pg_foreign_data_wrapper w
    LEFT JOIN pg_proc h ON h.oid = w.fdwhandler LEFT JOIN pg_namespace hn ON hn.oid = h.pronamespace
    LEFT JOIN pg_proc v ON v.oid = w.fdwvalidator LEFT JOIN pg_namespace vn ON vn.oid = v.pronamespace
    WHERE ('pg_foreign_data_wrapper'::regclass, w.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 's', s.oid, format('CREATE SERVER %I', s.srvname) || coalesce(' TYPE ' || quote_literal(s.srvtype), '')
        || coalesce(' VERSION ' || quote_literal(s.srvversion), '') || format(' FOREIGN DATA WRAPPER %I', w.fdwname)
    FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
    WHERE ('pg_foreign_server'::regclass, s.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 'm', m.umid, format('CREATE USER MAPPING FOR %s SERVER %I',
        CASE WHEN m.umuser = 0 THEN 'PUBLIC' WHEN m.usename = current_user THEN 'CURRENT_USER' ELSE quote_ident(m.usename) END,
        m.srvname)
    FROM pg_user_mappings m JOIN pg_foreign_server s ON s.oid = m.srvid
    WHERE ('pg_foreign_server'::regclass, s.oid) NOT IN (TABLE members)
      -- Who may not look at the options sees none: `unknown.sql` tells of those.
      AND (m.umoptions IS NOT NULL OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
        OR CASE WHEN m.umuser = 0 THEN pg_has_role(s.srvowner, 'USAGE')
            ELSE m.usename = current_user
                AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')) END)
) AS made LEFT JOIN options o USING (kind, oid)
ORDER BY CASE kind WHEN 'w' THEN 1 WHEN 's' THEN 2 ELSE 3 END, statement COLLATE "C"
