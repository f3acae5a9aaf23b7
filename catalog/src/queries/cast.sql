SELECT format('CREATE CAST (%s AS %s) ', format_type(c.castsource, NULL), format_type(c.casttarget, NULL))
    || CASE c.castmethod
        WHEN 'b' THEN 'WITHOUT FUNCTION'
        WHEN 'i' THEN 'WITH INOUT'
        ELSE 'WITH FUNCTION ' || c.castfunc::regprocedure END
    || CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END
FROM pg_cast c
WHERE c.oid >= 16384 AND ('pg_cast'::regclass, c.oid) NOT IN (TABLE members)
ORDER BY 1
