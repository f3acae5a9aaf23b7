CREATE TYPE mood AS ENUM (
    'unhappy', -- @renamed from=sad
    'ok'
);
CREATE TABLE t (id integer PRIMARY KEY, m mood DEFAULT 'unhappy', CHECK (m <> 'unhappy'::mood));
