CREATE TYPE priority AS ENUM ('low', 'high', 'as soon as possible');

-- Somebody who uses it.
CREATE TABLE users (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL UNIQUE, -- @private
    created_at timestamptz NOT NULL DEFAULT now()
);

-- One for each user.
CREATE TABLE user_settings (
    user_id uuid PRIMARY KEY REFERENCES users,
    theme text,
    flags jsonb NOT NULL DEFAULT '{}'
);

CREATE TABLE todo (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    author_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    assignee_id uuid REFERENCES users,
    parent_id bigint REFERENCES todo,
    title text NOT NULL,
    -- How urgent it is.
    priority priority NOT NULL DEFAULT 'low',
    history priority[] NOT NULL DEFAULT '{}',
    labels text[],
    done boolean NOT NULL DEFAULT false,
    due date,
    meaning tsvector,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE todo IS 'A thing to do.
It ends with `done`, not with */ a star.';

CREATE TABLE tag (
    org int NOT NULL,
    id int NOT NULL,
    label text NOT NULL,
    PRIMARY KEY (org, id)
);

CREATE TABLE todo_tag (
    todo_id bigint NOT NULL REFERENCES todo ON DELETE CASCADE,
    tag_org int NOT NULL,
    tag_id int NOT NULL,
    PRIMARY KEY (todo_id, tag_org, tag_id),
    FOREIGN KEY (tag_org, tag_id) REFERENCES tag
);

-- Nothing tells its rows apart.
CREATE TABLE visit (at timestamptz NOT NULL, user_id uuid REFERENCES users);

-- @private
CREATE TABLE session (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users
);
