-- Columns of the catalogs that not every version has are asked for by name, so that one text serves 15 to 18.
SELECT format('CREATE PUBLICATION %I', p.pubname)
    || CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE coalesce(' FOR ' || (
        SELECT string_agg(target, ', ' ORDER BY kind, target COLLATE "C")
        FROM (
            SELECT 1 AS kind, 'TABLE ' || r.qualified
                || coalesce((
                    SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname COLLATE "C") || ')'
                    FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum = ANY (pr.prattrs::int2[])
                ), '')
                || coalesce(' WHERE (' || pg_get_expr(pr.prqual, pr.prrelid) || ')', '') AS target
            FROM pg_publication_rel pr JOIN relations r ON r.oid = pr.prrelid
            WHERE pr.prpubid = p.oid
            UNION ALL
            SELECT 2, format('TABLES IN SCHEMA %I', n.name)
            FROM pg_publication_namespace pn JOIN ours n ON n.oid = pn.pnnspid
            WHERE pn.pnpubid = p.oid
        ) AS targets
    ), '') END
    || format(
        ' WITH (publish = %L, publish_via_partition_root = %s%s)',
        concat_ws(', ',
            CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
            CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END),
        p.pubviaroot::text,
        CASE to_jsonb(p) ->> 'pubgencols' WHEN 's' THEN ', publish_generated_columns = stored' ELSE '' END
    )
FROM pg_publication p
WHERE p.pubname !~ '^_zero_metadata_'
ORDER BY p.pubname COLLATE "C"
