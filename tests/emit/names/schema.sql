-- Names that Rust has its own ideas about.
CREATE TYPE "Table" AS ENUM ('in progress', 'in-progress', '2fa', 'self', 'Déjà vu', '', 'done');

-- Plurals become singular, and keep their table.
CREATE TABLE users (
    id bigint PRIMARY KEY,
    "createdAt" date NOT NULL,
    created_at date NOT NULL,
    type text NOT NULL,
    self text,
    "2fa" boolean NOT NULL DEFAULT false,
    _hidden text,
    a__b integer,
    größe integer,
    "Total (EUR)" numeric(10, 2)
);

-- Wants the name that `users` has.
CREATE TABLE "user" (
    id bigint PRIMARY KEY
);

CREATE TABLE "userPublic" (
    id bigint PRIMARY KEY,
    status "Table" NOT NULL DEFAULT 'in progress',
    history "Table"[]
);

CREATE TABLE user_settings (
    "userId" bigint PRIMARY KEY REFERENCES users (id)
);

-- Called as what the others are made of.
CREATE TABLE option (
    id bigint PRIMARY KEY,
    text text
);

CREATE TABLE string (
    id bigint PRIMARY KEY
);

CREATE TABLE date (
    id bigint PRIMARY KEY,
    at date
);

-- The derive makes `NewPost` of `post`.
CREATE TABLE new_post (
    id bigint PRIMARY KEY
);

CREATE TABLE post (
    id bigint PRIMARY KEY
);

-- Says itself what it is called.
-- @rust name="Member"
CREATE TABLE membership_records (
    id bigint PRIMARY KEY,
    -- @rust name="level"
    lvl integer NOT NULL
);

CREATE TABLE "no primary key" (
    "a b" text
);
