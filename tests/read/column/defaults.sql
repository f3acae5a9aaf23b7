CREATE TABLE t (
    a int DEFAULT 1 NOT NULL,
    b text NOT NULL DEFAULT 'it''s' || E'\n' COLLATE "C",
    c timestamptz DEFAULT now() NOT NULL CHECK (c > '2020-01-01'::timestamptz),
    d boolean DEFAULT (1 IS NOT DISTINCT FROM 2) NULL,
    e int DEFAULT CASE WHEN true THEN 1 ELSE NULL END UNIQUE,
    f jsonb DEFAULT '{"a": [1, 2]}'::jsonb,
    g int[] DEFAULT ARRAY[1, 2]::int[] REFERENCES other (x) ON DELETE CASCADE,
    h text DEFAULT $$dollar ; quoted$$,
    i numeric DEFAULT - 1.5e3 CONSTRAINT positive CHECK (i < 0),
    j text DEFAULT NULL::character varying,
    k date DEFAULT ('now'::text)::date,
    l text COLLATE pg_catalog."de_DE" DEFAULT 'x'
);
