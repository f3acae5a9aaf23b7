CREATE TABLE todo (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- @renamed from=title
    name text NOT NULL CHECK (name <> ''),
    status text NOT NULL DEFAULT 'open', -- @renamed from=state
    more json, -- @renamed from=extra
    UNIQUE (name)
);
CREATE INDEX ON todo (status);
