-- What every query looks at: the namespaces that are ours, and what belongs to extensions (which is not ours).
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
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
),
-- Tables, views and sequences that are ours, with their qualified names.
relations AS (
    SELECT c.*, format('%I.%I', n.name, c.relname) AS qualified
    FROM pg_class c
    JOIN ours n ON n.oid = c.relnamespace
    WHERE (('pg_class'::regclass, c.oid) NOT IN (TABLE members))
),
-- Tables that the model knows; partitioned, inheriting, typed and foreign tables come with later kinds.
tables AS (
    SELECT r.*
    FROM relations r
    WHERE r.relkind = 'r' AND r.relpersistence IN ('p', 'u') AND r.reloftype = 0 AND NOT r.relispartition
      AND NOT EXISTS (SELECT FROM pg_inherits i WHERE r.oid IN (i.inhrelid, i.inhparent))
)
