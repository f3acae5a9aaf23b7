CREATE TYPE mood AS ENUM ('happy', 'ok', 'sad');
CREATE DOMAIN feeling AS mood DEFAULT 'ok';
CREATE TYPE entry AS (at timestamptz, m mood);
CREATE FUNCTION worse(mood) RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$;
CREATE FUNCTION bad(m mood) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN m = 'sad'::mood;
CREATE TABLE t (
    id integer PRIMARY KEY,
    m mood NOT NULL DEFAULT 'ok',
    ms mood[] DEFAULT '{ok}',
    f feeling,
    e entry,
    g boolean GENERATED ALWAYS AS (m = 'ok'::mood) STORED,
    CONSTRAINT not_sad CHECK (m <> 'sad'::mood)
);
CREATE INDEX t_ok ON t (id) WHERE m = 'ok'::mood;
CREATE VIEW v AS SELECT id, m FROM t WHERE m = 'ok';
CREATE MATERIALIZED VIEW mv AS SELECT worse(m) AS w FROM t;
CREATE POLICY p ON t USING (m = 'ok'::mood);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.m = 'ok'::mood) EXECUTE FUNCTION touch();
CREATE PUBLICATION app FOR TABLE t WHERE (id > 0);
