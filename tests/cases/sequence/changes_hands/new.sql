CREATE TABLE featured (id integer NOT NULL CONSTRAINT kept_pkey PRIMARY KEY, a integer);
CREATE SEQUENCE sticky_id_seq AS integer OWNED BY featured.id;
ALTER TABLE featured ALTER COLUMN id SET DEFAULT nextval('sticky_id_seq');
