-- What every query looks at: the namespaces that are ours, and what belongs to extensions or to other objects (and is none
-- of ours by itself: the sequence of an identity column, the functions of a range type).
-- `tablewright` holds the ledger; `zero`, `zero_0`, `zero_0/cdc` ... are made by Zero.
WITH ours AS (
    SELECT oid, nspname AS name
    FROM pg_namespace
    WHERE nspname !~ '^pg_'
      AND nspname NOT IN ('information_schema', 'tablewright')
      AND nspname !~ '^zero(_[0-9]+(/.*)?)?$'
      AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_namespace'::regclass AND d.objid = pg_namespace.oid AND d.deptype = 'e'
      )
),
members AS (
    SELECT classid, objid FROM pg_depend
    -- A partitioned table depends internally on its own columns.
    WHERE deptype = 'e' OR (deptype = 'i' AND (classid, objid) <> (refclassid, refobjid))
),
-- Tables, views and sequences that are ours, with their qualified names.
relations AS (
    SELECT c.*, format('%I.%I', n.name, c.relname) AS qualified
    FROM pg_class c
    JOIN ours n ON n.oid = c.relnamespace
    WHERE (('pg_class'::regclass, c.oid) NOT IN (TABLE members))
),
-- Tables, foreign ones too.
tables AS (
    SELECT r.*
    FROM relations r
    WHERE r.relkind IN ('r', 'p', 'f') AND r.relpersistence IN ('p', 'u')
)
