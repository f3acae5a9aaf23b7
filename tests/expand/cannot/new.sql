CREATE TABLE parent (
    -- @renamed from=code
    key text PRIMARY KEY,
    size bigint NOT NULL,
    remark text DEFAULT 'x', -- @renamed from=note
    no bigint GENERATED ALWAYS AS IDENTITY -- @renamed from=number
);
CREATE TABLE child (id bigint PRIMARY KEY, code text REFERENCES parent);
CREATE VIEW sizes AS SELECT size, key FROM parent;
CREATE FUNCTION area(a int) RETURNS bigint LANGUAGE sql AS $$ SELECT 1 $$;
CREATE TABLE extra (id bigint PRIMARY KEY);
