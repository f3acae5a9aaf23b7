CREATE TYPE priority AS ENUM ('low', 'very high');

CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE,
    email_key text NOT NULL GENERATED ALWAYS AS (lower(email)) STORED, -- @private
    "createdAt" timestamptz NOT NULL DEFAULT now()
);

-- @private
CREATE TABLE todo (
    id serial PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title varchar(200) NOT NULL CHECK (title <> ''),
    type text,
    priority priority NOT NULL DEFAULT 'low',
    done boolean NOT NULL DEFAULT false
);

CREATE INDEX ON todo (user_id);
CREATE INDEX ON todo (lower(title) DESC) WHERE NOT done;
