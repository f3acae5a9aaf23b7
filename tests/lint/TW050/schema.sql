CREATE TABLE "userState" ("userId" bigint PRIMARY KEY, "e-mail" text, ok boolean);
CREATE TYPE "Kind" AS ENUM ('HTTPError');
CREATE TABLE "HTTPLog" (id bigint PRIMARY KEY, kind "Kind");
