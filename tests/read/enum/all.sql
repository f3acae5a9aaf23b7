CREATE TYPE mood AS ENUM ('sad', 'it''s ok', E'tab\there', '');
CREATE TYPE empty AS ENUM ();
CREATE TYPE "Mixed" AS ENUM ('A');
ALTER TYPE mood ADD VALUE 'first' BEFORE 'sad';
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'sad';
ALTER TYPE mood ADD VALUE 'after sad' AFTER 'sad';
ALTER TYPE mood ADD VALUE 'last';
CREATE TABLE t (
    m mood DEFAULT 'sad', n mood DEFAULT 'sad'::mood CHECK (n <> 'sad'::public.mood), o text DEFAULT 'sad', p mood[]
);
ALTER TYPE mood RENAME VALUE 'sad' TO 'gloomy';
ALTER TYPE mood RENAME TO feeling;
CREATE SCHEMA app;
ALTER TYPE "Mixed" SET SCHEMA app;
ALTER TYPE feeling OWNER TO someone;
