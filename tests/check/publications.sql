CREATE TABLE todo (
    id integer PRIMARY KEY,
    title text NOT NULL,
    secret text, -- @private
    shown text GENERATED ALWAYS AS (title) STORED
);

-- @private
CREATE TABLE session (token text PRIMARY KEY);

CREATE UNLOGGED TABLE fast (id integer PRIMARY KEY);

CREATE PUBLICATION zero_app FOR TABLE todo, session, fast;
CREATE PUBLICATION listed FOR TABLE todo (id, secret, shown);
CREATE PUBLICATION everything FOR ALL TABLES;
CREATE PUBLICATION fine FOR TABLE todo (id, title);

CREATE TABLE owned (id integer PRIMARY KEY, slug text NOT NULL UNIQUE, title text);
ALTER TABLE owned REPLICA IDENTITY USING INDEX owned_slug_key;
-- @zero
CREATE PUBLICATION keyless FOR TABLE todo (title), owned (id, title);
