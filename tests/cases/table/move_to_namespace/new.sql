CREATE SCHEMA auth;
-- @renamed from=public.session
CREATE TABLE auth.login (id uuid PRIMARY KEY, token text NOT NULL);
CREATE INDEX session_token_idx ON auth.login (token);
