-- In a namespace they add to those of everywhere, and so to nothing; everywhere they take the place of the usual ones.
, lists AS (
    SELECT concat_ws(' ',
            CASE WHEN pg_get_userbyid(d.defaclrole) <> current_user
                THEN 'FOR ROLE ' || quote_ident(pg_get_userbyid(d.defaclrole)) END,
            'IN SCHEMA ' || quote_ident(n.name)) AS target,
        CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
            WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS kind,
        d.defaclrole AS owner, d.defaclacl AS acl,
        CASE WHEN d.defaclnamespace <> 0 THEN '{}'::aclitem[]
            ELSE acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole) END AS usual
    FROM pg_default_acl d LEFT JOIN ours n ON n.oid = d.defaclnamespace
    WHERE d.defaclnamespace = 0 OR n.oid IS NOT NULL
),
held AS (
    SELECT l.target, l.kind, l.owner, a.grantee, a.privilege_type, bool_or(a.is_grantable) AS option
    FROM lists l, aclexplode(CASE WHEN cardinality(l.acl) > 0 THEN l.acl END) AS a
    GROUP BY 1, 2, 3, 4, 5
),
usual AS (
    SELECT l.target, l.kind, l.owner, a.grantee, a.privilege_type FROM lists l, aclexplode(CASE WHEN cardinality(l.usual) > 0 THEN l.usual END) AS a
),
changes AS (
    SELECT 'REVOKE' AS verb, u.*, false AS option
    FROM usual u
    WHERE NOT EXISTS (
        SELECT FROM held h
        WHERE (h.target, h.kind, h.grantee, h.privilege_type) = (u.target, u.kind, u.grantee, u.privilege_type)
    )
    UNION ALL
    SELECT 'GRANT', h.target, h.kind, h.owner, h.grantee, h.privilege_type, h.option
    FROM held h
    WHERE h.grantee <> h.owner AND NOT EXISTS (
        SELECT FROM usual u
        WHERE (h.target, h.kind, h.grantee, h.privilege_type) = (u.target, u.kind, u.grantee, u.privilege_type)
    )
)
SELECT format(
    'ALTER DEFAULT PRIVILEGES %s %s %s ON %s %s %s%s', c.target, c.verb,
    CASE WHEN count(*) = cardinality(array(
            SELECT privilege_type FROM aclexplode(acldefault(
                CASE c.kind WHEN 'TABLES' THEN 'r' WHEN 'SEQUENCES' THEN 's' WHEN 'FUNCTIONS' THEN 'f'
                    WHEN 'TYPES' THEN 'T' WHEN 'SCHEMAS' THEN 'n' ELSE 'L' END::"char", c.owner))
            WHERE grantee = c.owner
        )) AND count(*) > 1 THEN 'ALL'
    ELSE string_agg(c.privilege_type, ', ' ORDER BY c.privilege_type) END,
    c.kind, CASE c.verb WHEN 'GRANT' THEN 'TO' ELSE 'FROM' END,
    CASE
        WHEN c.grantee = 0 THEN 'PUBLIC'
        WHEN c.grantee = c.owner AND pg_get_userbyid(c.owner) = current_user THEN 'CURRENT_USER'
        ELSE quote_ident(pg_get_userbyid(c.grantee))
    END,
    CASE WHEN c.option THEN ' WITH GRANT OPTION' ELSE '' END
)
FROM changes c
GROUP BY c.verb, c.target, c.kind, c.owner, c.grantee, c.option
ORDER BY c.target COLLATE "C", c.kind, c.verb DESC, pg_get_userbyid(c.grantee) COLLATE "C", c.option
