-- As publication.sql, for a server without column lists, filters and published namespaces.
SELECT format('CREATE PUBLICATION %I', p.pubname)
    || CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE coalesce(' FOR TABLE ' || (
        SELECT string_agg(r.qualified, ', ' ORDER BY r.qualified COLLATE "C")
        FROM pg_publication_rel pr JOIN relations r ON r.oid = pr.prrelid
        WHERE pr.prpubid = p.oid
    ), '') END
    || format(
        ' WITH (publish = %L, publish_via_partition_root = %s)',
        concat_ws(', ',
            CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
            CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END),
        p.pubviaroot::text
    )
FROM pg_publication p
WHERE p.pubname !~ '^_zero_metadata_'
ORDER BY p.pubname COLLATE "C"
