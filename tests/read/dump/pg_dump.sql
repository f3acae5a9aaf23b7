--
-- PostgreSQL database dump
--

\restrict 5ZkYcWqQ'x

-- Dumped from database version 18.1

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
SET default_table_access_method = heap;

--
-- Name: citext; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;


--
-- Name: EXTENSION citext; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';


--
-- Name: status; Type: TYPE; Schema: public; Owner: postgres
--

CREATE TYPE public.status AS ENUM (
    'open',
    'done'
);


ALTER TYPE public.status OWNER TO postgres;

--
-- Name: touch(); Type: FUNCTION; Schema: public; Owner: postgres
--

CREATE FUNCTION public.touch(n integer DEFAULT 1) RETURNS integer
    LANGUAGE plpgsql
    AS $$
BEGIN
  RETURN n; -- it's here
END;
$$;


ALTER FUNCTION public.touch(n integer) OWNER TO postgres;

CREATE TABLE public.todo (
    id integer NOT NULL,
    email public.citext,
    status public.status DEFAULT 'open'::public.status NOT NULL,
    n bigint NOT NULL,
    CONSTRAINT todo_n_check CHECK ((n > 0))
);


ALTER TABLE public.todo OWNER TO postgres;

CREATE SEQUENCE public.todo_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE public.todo_id_seq OWNER TO postgres;
ALTER SEQUENCE public.todo_id_seq OWNED BY public.todo.id;
ALTER TABLE public.todo ALTER COLUMN n ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.todo_n_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.todo ALTER COLUMN id SET DEFAULT nextval('public.todo_id_seq'::regclass);

COPY public.todo (id, email, status, n) FROM stdin;
1	it's; "odd	open	1
2	-- \\ $$	done	2
\.


SELECT pg_catalog.setval('public.todo_id_seq', 2, true);

ALTER TABLE ONLY public.todo
    ADD CONSTRAINT todo_pkey PRIMARY KEY (id);
CREATE INDEX todo_email_idx ON public.todo USING btree (email DESC NULLS LAST) WHERE (status = 'open'::public.status);
CREATE PUBLICATION zero_app WITH (publish = 'insert, update, delete, truncate');
ALTER PUBLICATION zero_app OWNER TO postgres;
ALTER PUBLICATION zero_app ADD TABLE ONLY public.todo;
\unrestrict 5ZkYcWqQ'x
