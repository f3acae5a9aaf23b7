-- @privat
CREATE TABLE a (
    id int, -- @renamed to=x
    n int, -- @renamed from=a.b.c
    m int, -- @rust kind="x"
    o int, -- @private yes
    p int
    -- @private
);
-- @rust type="X"
CREATE TABLE b (id int);
-- @private
CREATE TYPE kind AS ENUM ('a');
-- @private

-- @effect
DO $$ $$;
-- @effect ALTER TABLE a ADD COLUMN x txet, ADD COLUMN y int NOT NUL;
DO $$ $$;
-- @effect COMMENT ON TABLE a IS 'no end
DO $$ $$;
-- @rust
CREATE TABLE c (id int);
-- @opaque
