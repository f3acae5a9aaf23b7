CREATE TABLE todo (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL CHECK (title <> ''),
    state text NOT NULL DEFAULT 'open',
    extra json,
    UNIQUE (title)
);
CREATE INDEX ON todo (state);
