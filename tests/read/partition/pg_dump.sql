-- As pg_dump writes it: every partition a table by itself, attached at the end.
SET check_function_bodies = false;
SELECT pg_catalog.set_config('search_path', '', false);
SET default_table_access_method = heap;
CREATE TABLE public.log (
    id bigint NOT NULL,
    at date NOT NULL,
    kind text DEFAULT 'x'::text,
    owner integer,
    CONSTRAINT kind_check CHECK ((kind <> ''::text))
)
PARTITION BY RANGE (at);
CREATE TABLE public.log_2024 (
    id bigint NOT NULL,
    at date NOT NULL,
    kind text DEFAULT 'x'::text,
    owner integer,
    CONSTRAINT kind_check CHECK ((kind <> ''::text))
)
PARTITION BY LIST (kind);
CREATE TABLE public.log_2024_a (
    id bigint NOT NULL,
    at date NOT NULL,
    kind text DEFAULT 'other'::text,
    owner integer,
    CONSTRAINT kind_check CHECK ((kind <> ''::text))
);
CREATE TABLE public.owner (
    id integer NOT NULL
);
ALTER TABLE ONLY public.log ATTACH PARTITION public.log_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE ONLY public.log_2024 ATTACH PARTITION public.log_2024_a FOR VALUES IN ('a', 'b');
ALTER TABLE ONLY public.log
    ADD CONSTRAINT log_pkey PRIMARY KEY (id, at, kind);
ALTER TABLE ONLY public.log_2024
    ADD CONSTRAINT year_pkey PRIMARY KEY (id, at, kind);
ALTER TABLE ONLY public.log_2024_a
    ADD CONSTRAINT leaf_pkey PRIMARY KEY (id, at, kind);
ALTER TABLE ONLY public.owner
    ADD CONSTRAINT owner_pkey PRIMARY KEY (id);
CREATE INDEX log_kind ON ONLY public.log USING btree (kind);
CREATE INDEX year_kind ON ONLY public.log_2024 USING btree (kind);
CREATE INDEX leaf_kind ON public.log_2024_a USING btree (kind);
CREATE INDEX leaf_own ON public.log_2024_a USING btree (id);
ALTER INDEX public.log_kind ATTACH PARTITION public.year_kind;
ALTER INDEX public.log_pkey ATTACH PARTITION public.year_pkey;
ALTER INDEX public.year_kind ATTACH PARTITION public.leaf_kind;
ALTER INDEX public.year_pkey ATTACH PARTITION public.leaf_pkey;
ALTER TABLE public.log
    ADD CONSTRAINT log_owner_fkey FOREIGN KEY (owner) REFERENCES public.owner(id);
