CREATE TABLE "Odd" (a serial PRIMARY KEY, "B" bigserial, c smallserial UNIQUE, d serial8);
CREATE SCHEMA app;
CREATE TABLE app.t (id serial4);
-- Written out, as pg_dump does, it is the same.
CREATE TABLE plain (id integer NOT NULL);
CREATE SEQUENCE plain_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.plain_id_seq OWNED BY public.plain.id;
ALTER TABLE ONLY plain ALTER COLUMN id SET DEFAULT nextval('public.plain_id_seq'::regclass);
