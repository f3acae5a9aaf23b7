CREATE SCHEMA auth;
CREATE TYPE "user" AS ENUM ('it''s', 'back\slash', E'two\nlines', '');
CREATE TYPE auth.row AS ENUM ('a');

CREATE TABLE "table" (id int PRIMARY KEY, "string" text, "class" text);
CREATE TABLE schema (id int PRIMARY KEY REFERENCES "table", "2fa" text, "with space" text, "Ünïcode" text, "a.b" int);
CREATE TABLE "user" (id int PRIMARY KEY, kind "user" NOT NULL, row auth.row);
CREATE TABLE user_profile (id int PRIMARY KEY, "userId" int REFERENCES "user", user_id int REFERENCES "user");
CREATE TABLE "userProfile" (id int PRIMARY KEY, "table" int REFERENCES "table", table_id int REFERENCES "table");
CREATE TABLE auth.session (id int PRIMARY KEY, "user" int REFERENCES "user", parent_id int REFERENCES auth.session);
CREATE TABLE "user-agents" (id int PRIMARY KEY, session_id int REFERENCES auth.session, sessions text);
