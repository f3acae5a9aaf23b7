CREATE SCHEMA auth;
CREATE SCHEMA "Odd";

CREATE TYPE auth.role AS ENUM ('reader', 'writer');

CREATE TABLE auth."user" (
    id bigint PRIMARY KEY,
    role auth.role NOT NULL DEFAULT 'reader',
    email text NOT NULL UNIQUE
);

CREATE TABLE "user" (
    id bigint PRIMARY KEY REFERENCES auth."user" (id),
    roles auth.role[]
);

CREATE TABLE "Odd"."Thing" (
    id bigint PRIMARY KEY,
    "user" bigint REFERENCES "user" (id)
);
