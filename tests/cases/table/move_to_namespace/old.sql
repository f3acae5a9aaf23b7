CREATE TABLE session (id uuid PRIMARY KEY, token text NOT NULL);
CREATE INDEX session_token_idx ON session (token);
