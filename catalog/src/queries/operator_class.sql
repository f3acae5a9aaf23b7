-- What belongs to a class depends on it internally; the other items of a family were added to it.
, entries AS (
    SELECT 'pg_amop'::regclass AS classid, o.oid, o.amopfamily AS family,
        format('OPERATOR %s %s (%s, %s)', o.amopstrategy, format('OPERATOR(%I.%s)', s.nspname, p.oprname),
            format_type(o.amoplefttype, NULL), format_type(o.amoprighttype, NULL))
        || coalesce((
            SELECT format(' FOR ORDER BY %I.%I', fs.nspname, f.opfname)
            FROM pg_opfamily f JOIN pg_namespace fs ON fs.oid = f.opfnamespace WHERE f.oid = o.amopsortfamily
        ), '') AS item
    FROM pg_amop o JOIN pg_operator p ON p.oid = o.amopopr JOIN pg_namespace s ON s.oid = p.oprnamespace
    UNION ALL
    SELECT 'pg_amproc'::regclass, a.oid, a.amprocfamily,
        format('FUNCTION %s (%s, %s) %s', a.amprocnum, format_type(a.amproclefttype, NULL),
            format_type(a.amprocrighttype, NULL), a.amproc::oid::regprocedure)
    FROM pg_amproc a
),
owned AS (
    SELECT e.*, (
        SELECT d.refobjid FROM pg_depend d
        WHERE d.classid = e.classid AND d.objid = e.oid AND d.refclassid = 'pg_opclass'::regclass AND d.deptype = 'i'
    ) AS class
    FROM entries e
)
SELECT statement FROM (
    SELECT 1 AS step, format('CREATE OPERATOR FAMILY %I.%I USING %I', n.name, f.opfname, a.amname) AS statement
    FROM pg_opfamily f JOIN ours n ON n.oid = f.opfnamespace JOIN pg_am a ON a.oid = f.opfmethod
    WHERE ('pg_opfamily'::regclass, f.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 2, format('CREATE OPERATOR CLASS %I.%I %sFOR TYPE %s USING %I FAMILY %I.%I AS ', n.name, c.opcname,
            CASE WHEN c.opcdefault THEN 'DEFAULT ' ELSE '' END, format_type(c.opcintype, NULL), a.amname,
            s.nspname, f.opfname)
        || concat_ws(', ',
            'STORAGE ' || format_type(CASE c.opckeytype WHEN 0 THEN c.opcintype ELSE c.opckeytype END, NULL),
            (SELECT string_agg(o.item, ', ' ORDER BY o.item) FROM owned o WHERE o.class = c.oid))
    FROM pg_opclass c JOIN ours n ON n.oid = c.opcnamespace JOIN pg_am a ON a.oid = c.opcmethod
    JOIN pg_opfamily f ON f.oid = c.opcfamily JOIN pg_namespace s ON s.oid = f.opfnamespace
    WHERE ('pg_opclass'::regclass, c.oid) NOT IN (TABLE members)
    UNION ALL
    SELECT 3, format('ALTER OPERATOR FAMILY %I.%I USING %I ADD %s', n.name, f.opfname, a.amname,
        string_agg(o.item, ', ' ORDER BY o.item))
    FROM owned o JOIN pg_opfamily f ON f.oid = o.family JOIN ours n ON n.oid = f.opfnamespace
    JOIN pg_am a ON a.oid = f.opfmethod
    WHERE o.class IS NULL AND ('pg_opfamily'::regclass, f.oid) NOT IN (TABLE members)
    GROUP BY n.name, f.opfname, a.amname
) AS all_of_them
ORDER BY step, statement
