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
