-- Writes the text files beside this one from the catalog of a server, as `README.md` says.
-- Fields are parted by tabs, lines are sorted by bytes. A type is its name, an array that of its element with `[]`.
\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\t'

SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS vector;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS hstore;
CREATE EXTENSION IF NOT EXISTS ltree;
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
CREATE EXTENSION IF NOT EXISTS intarray;
CREATE EXTENSION IF NOT EXISTS cube;
CREATE EXTENSION IF NOT EXISTS earthdistance;

CREATE FUNCTION pg_temp.type_name(type oid) RETURNS text STABLE RETURN
    (SELECT CASE WHEN (t.typcategory = 'A' OR t.typname = '_record') AND t.typelem <> 0 AND t.typname NOT IN ('int2vector', 'oidvector')
                 THEN (SELECT e.typname FROM pg_type e WHERE e.oid = t.typelem) || '[]' ELSE t.typname END
     FROM pg_type t WHERE t.oid = type);

-- The extension that an object belongs to; empty for what every database has; NULL for what is nobody's.
CREATE FUNCTION pg_temp.home(class regclass, object oid, namespace oid) RETURNS text STABLE RETURN
    coalesce((SELECT e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
              WHERE d.classid = class AND d.objid = object AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'),
             CASE WHEN namespace = 'pg_catalog'::regnamespace THEN '' END);

CREATE FUNCTION pg_temp.is_sql(type oid) RETURNS boolean STABLE RETURN
    type = 0 OR (SELECT t.typname NOT IN ('internal', 'cstring', 'trigger', 'event_trigger', 'pg_ddl_command')
                        AND t.typname NOT LIKE '%\_handler' FROM pg_type t WHERE t.oid = type);

\o types.txt
SELECT t.typname, t.typtype, t.typcategory, t.typispreferred::int,
       coalesce((SELECT pg_temp.type_name(r.rngsubtype) || ' ' || pg_temp.type_name(r.rngmultitypid) FROM pg_range r WHERE r.rngtypid = t.oid),
                (SELECT pg_temp.type_name(r.rngtypid) FROM pg_range r WHERE r.rngmultitypid = t.oid), ''),
       pg_temp.home('pg_type', t.oid, t.typnamespace)
FROM pg_type t
WHERE pg_temp.home('pg_type', t.oid, t.typnamespace) IS NOT NULL AND pg_temp.type_name(t.oid) NOT LIKE '%[]'
  AND pg_temp.is_sql(t.oid) AND t.typrelid = 0
ORDER BY t.typname COLLATE "C";

\o casts.txt
SELECT pg_temp.type_name(c.castsource), pg_temp.type_name(c.casttarget), c.castcontext, c.castmethod
FROM pg_cast c
WHERE pg_temp.is_sql(c.castsource) AND pg_temp.is_sql(c.casttarget)
ORDER BY pg_temp.type_name(c.castsource) COLLATE "C", pg_temp.type_name(c.casttarget) COLLATE "C";

\o operators.txt
SELECT o.oprname, coalesce(pg_temp.type_name(nullif(o.oprleft, 0)), ''), pg_temp.type_name(o.oprright),
       pg_temp.type_name(o.oprresult), CASE WHEN p.proisstrict THEN 's' ELSE '' END,
       pg_temp.home('pg_operator', o.oid, o.oprnamespace)
FROM pg_operator o JOIN pg_proc p ON p.oid = o.oprcode
WHERE pg_temp.home('pg_operator', o.oid, o.oprnamespace) IS NOT NULL AND o.oprresult <> 0
ORDER BY o.oprname COLLATE "C", pg_temp.type_name(nullif(o.oprleft, 0)) COLLATE "C" NULLS FIRST, pg_temp.type_name(o.oprright) COLLATE "C",
         pg_temp.home('pg_operator', o.oid, o.oprnamespace) COLLATE "C";

\o functions.txt
SELECT p.proname, CASE p.prokind WHEN 'a' THEN coalesce(a.aggkind::text, 'n') ELSE p.prokind::text END,
       array_to_string(ARRAY(SELECT pg_temp.type_name(t) FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY x(t, n) ORDER BY n), ' '),
       pg_temp.type_name(p.prorettype),
       CASE WHEN p.proisstrict THEN 's' ELSE '' END || CASE WHEN p.proretset THEN 'r' ELSE '' END
           || CASE WHEN p.provariadic <> 0 THEN 'v' ELSE '' END,
       p.pronargdefaults, coalesce(a.aggnumdirectargs, 0),
       array_to_string(ARRAY(SELECT coalesce(p.proargnames[n], '') FROM generate_series(1, coalesce(array_length(p.proallargtypes, 1), p.pronargs)) n
                             WHERE coalesce(p.proargmodes[n], 'i') IN ('i', 'b', 'v') ORDER BY n), ' '),
       array_to_string(ARRAY(SELECT coalesce(p.proargnames[n], '') || ':' || pg_temp.type_name(p.proallargtypes[n])
                             FROM generate_series(1, array_length(p.proallargtypes, 1)) n
                             WHERE p.proargmodes[n] IN ('o', 'b', 't') ORDER BY n), ' '),
       pg_temp.home('pg_proc', p.oid, p.pronamespace)
FROM pg_proc p LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid
WHERE pg_temp.home('pg_proc', p.oid, p.pronamespace) IS NOT NULL AND pg_temp.is_sql(p.prorettype)
  AND NOT EXISTS (SELECT FROM unnest(p.proargtypes::oid[]) t WHERE NOT pg_temp.is_sql(t))
  AND p.proname NOT LIKE 'binary\_upgrade%'
ORDER BY p.proname COLLATE "C", p.proargtypes::text COLLATE "C";

\o relations.txt
SELECT CASE WHEN n.nspname = 'pg_catalog' THEN c.relname ELSE n.nspname || '.' || c.relname END, c.relkind,
       string_agg(a.attname || ':' || coalesce(pg_temp.type_name(CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END), '')
                  || CASE WHEN a.attnotnull THEN ':n' ELSE ':' END, ' ' ORDER BY a.attnum)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
     JOIN pg_type t ON t.oid = a.atttypid
WHERE n.nspname IN ('pg_catalog', 'information_schema') AND c.relkind IN ('r', 'v')
GROUP BY n.nspname, c.relname, c.relkind
ORDER BY (CASE WHEN n.nspname = 'pg_catalog' THEN c.relname ELSE n.nspname || '.' || c.relname END) COLLATE "C";
\o
