CREATE TABLE "user" (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email text NOT NULL UNIQUE,
    "createdAt" timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE "user" IS 'Who it''s for';
COMMENT ON COLUMN "user".email IS 'Lower case';

CREATE TABLE todo (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "userId" uuid NOT NULL REFERENCES "user" ON DELETE CASCADE,
    title varchar(200) NOT NULL CHECK (length(title) > 0),
    price numeric(10, 2),
    tags text[] NOT NULL DEFAULT '{}',
    done boolean NOT NULL DEFAULT false,
    CONSTRAINT todo_title_once UNIQUE NULLS NOT DISTINCT ("userId", title)
);
CREATE INDEX ON todo ("userId", done DESC);
CREATE INDEX todo_open ON todo (lower(title)) WHERE NOT done;
