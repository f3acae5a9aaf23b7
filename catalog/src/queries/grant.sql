-- Privileges, where they differ from what PostgreSQL gives by itself. The owner has all of them, whoever that is.
, secured AS (
    SELECT 'SCHEMA ' || quote_ident(s.nspname) AS target, '' AS part, s.nspowner AS owner, s.nspacl AS acl,
        acldefault('n', s.nspowner) || CASE
            WHEN s.nspname <> 'public' THEN '{}'::aclitem[]
            WHEN current_setting('server_version_num')::int < 150000
                THEN ARRAY[makeaclitem(0, s.nspowner, 'USAGE', false), makeaclitem(0, s.nspowner, 'CREATE', false)]
            ELSE ARRAY[makeaclitem(0, s.nspowner, 'USAGE', false)]
        END AS usual
    FROM pg_namespace s JOIN ours o ON o.oid = s.oid
    UNION ALL
    SELECT 'TABLE ' || qualified, '', relowner, relacl, acldefault('r', relowner) FROM tables
    UNION ALL
    SELECT 'TABLE ' || qualified, '', relowner, relacl, acldefault('r', relowner)
    FROM relations WHERE relkind IN ('v', 'm')
    UNION ALL
    SELECT 'SEQUENCE ' || qualified, '', relowner, relacl, acldefault('s', relowner)
    FROM relations WHERE relkind = 'S'
    UNION ALL
    -- The sequence inside an identity column, unless a rename left it its old name.
    SELECT format('SEQUENCE %I.%I', n.name, s.relname), '', s.relowner, s.relacl, acldefault('s', s.relowner)
    FROM pg_depend d
    JOIN tables t ON t.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    JOIN ours n ON n.oid = s.relnamespace
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i'
      AND s.relname = t.relname || '_' || a.attname || '_seq'
    UNION ALL
    SELECT 'TABLE ' || r.qualified, quote_ident(a.attname), r.relowner, a.attacl, '{}'::aclitem[]
    FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE r.relkind IN ('v', 'm') OR r.oid IN (SELECT oid FROM tables)
    UNION ALL
    SELECT format('TYPE %I.%I', n.name, t.typname), '', t.typowner, t.typacl, acldefault('T', t.typowner)
    FROM pg_type t JOIN ours n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c') AND ('pg_type'::regclass, t.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT format('%s %I.%I(%s)', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, n.name, p.proname,
                  pg_get_function_identity_arguments(p.oid)), '', p.proowner, p.proacl, acldefault('f', p.proowner)
    FROM pg_proc p JOIN ours n ON n.oid = p.pronamespace
    WHERE p.prokind IN ('f', 'p') AND ('pg_proc'::regclass, p.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT format('FOREIGN DATA WRAPPER %I', fdwname), '', fdwowner, fdwacl, acldefault('F', fdwowner)
    FROM pg_foreign_data_wrapper
    WHERE ('pg_foreign_data_wrapper'::regclass, oid) NOT IN (TABLE members)
    UNION ALL
    SELECT format('FOREIGN SERVER %I', srvname), '', srvowner, srvacl, acldefault('S', srvowner)
    FROM pg_foreign_server WHERE ('pg_foreign_server'::regclass, oid) NOT IN (TABLE members)
),
held AS (
    SELECT s.target, s.part, s.owner, a.grantee, a.privilege_type, bool_or(a.is_grantable) AS option
    FROM secured s, aclexplode(CASE WHEN cardinality(s.acl) > 0 THEN s.acl END) AS a
    GROUP BY 1, 2, 3, 4, 5
),
usual AS (
    SELECT s.target, s.part, s.owner, a.grantee, a.privilege_type
    FROM secured s, aclexplode(CASE WHEN cardinality(s.usual) > 0 THEN s.usual END) AS a
    WHERE s.acl IS NOT NULL
),
changes AS (
    SELECT 'REVOKE' AS verb, u.*, false AS option
    FROM usual u
    WHERE NOT EXISTS (
        SELECT FROM held h
        WHERE (h.target, h.part, h.grantee, h.privilege_type) = (u.target, u.part, u.grantee, u.privilege_type)
    )
    UNION ALL
    SELECT 'GRANT', h.target, h.part, h.owner, h.grantee, h.privilege_type, h.option
    FROM held h
    WHERE h.grantee <> h.owner AND NOT EXISTS (
        SELECT FROM usual u
        WHERE (h.target, h.part, h.grantee, h.privilege_type) = (u.target, u.part, u.grantee, u.privilege_type)
    )
)
SELECT format(
    '%s %s ON %s %s %s%s', c.verb,
    CASE WHEN c.part = '' AND count(*) > 1 AND count(*) = (
            SELECT count(*) FROM usual u WHERE u.target = c.target AND u.part = '' AND u.grantee = c.owner
        ) THEN 'ALL'
    ELSE string_agg(c.privilege_type || CASE c.part WHEN '' THEN '' ELSE ' (' || c.part || ')' END, ', '
                    ORDER BY c.privilege_type) END,
    c.target, CASE c.verb WHEN 'GRANT' THEN 'TO' ELSE 'FROM' END,
    CASE
        WHEN c.grantee = 0 THEN 'PUBLIC'
        WHEN c.grantee = c.owner AND pg_get_userbyid(c.owner) = current_user THEN 'CURRENT_USER'
        ELSE quote_ident(pg_get_userbyid(c.grantee))
    END,
    CASE WHEN c.option THEN ' WITH GRANT OPTION' ELSE '' END
)
FROM changes c
GROUP BY c.verb, c.target, c.part, c.owner, c.grantee, c.option
ORDER BY c.verb DESC, c.target COLLATE "C", c.part COLLATE "C", pg_get_userbyid(c.grantee) COLLATE "C", c.option
