CREATE TABLE t (
    a int, b text, "user" text, "plain" int,
    CHECK ((("a" != 1) AND (A<>2)) OR ((b)::text ~~* 'X%'::TEXT)),
    CHECK ("user" <> CURRENT_USER AND "plain" > 0),
    CHECK (b = ANY ((ARRAY['a'::character varying, 'B'])::text[])),
    CHECK (a IN (1, 2) AND (a, a) = (1, 2) AND f((a, 1)) AND (a + 1) * 2 > 3),
    CHECK (b ~ E'^\\d+$' AND b <> 'it''s' AND b <> U&'\0061' AND b <> $x$ $$ $x$),
    CHECK (a::INT4 > 0 AND b::timestamp (3) WITH TIME ZONE > now() AT TIME ZONE 'UTC' AND b::"char" <> 'x'),
    CHECK (CASE WHEN (a > 1) THEN (b) ELSE lower((b)) END IS NOT NULL),
    CHECK (NOT (a) > 1 AND (t.*) IS NOT NULL AND (t).a > 0 AND ((t)).a > 0),
    CHECK (b @@@ 'x' AND a|>1 AND @-1 = 1 AND a OPERATOR(pg_catalog.=) 1),
    CHECK (a /* inner */ > -- to the end
        1),
    CHECK (json_value(b, '$.a' RETURNING int) > 0 AND xmlexists('//a' PASSING b) AND extract(year FROM now()) > 1),
    CHECK (a BETWEEN SYMMETRIC 3 AND 1 AND b IS NFC NORMALIZED AND b SIMILAR TO 'x' ESCAPE '!')
);
