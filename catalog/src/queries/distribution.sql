-- What Citus says of tables; a partition goes with its parent.
SELECT CASE t.citus_table_type
    WHEN 'reference' THEN format('SELECT create_reference_table(%L)', format('%I.%I', n.nspname, c.relname))
    ELSE format(
        'SELECT create_distributed_table(%L, %L)', format('%I.%I', n.nspname, c.relname), t.distribution_column
    )
END
FROM citus_tables t
JOIN pg_catalog.pg_class c ON c.oid = t.table_name
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE t.citus_table_type IN ('reference', 'distributed') AND NOT c.relispartition
ORDER BY n.nspname, c.relname
