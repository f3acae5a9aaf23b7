CREATE TABLE todo (id bigint PRIMARY KEY, "due date" date, _0_version text);
CREATE TABLE "tödo" (id bigint PRIMARY KEY);
-- @zero
CREATE PUBLICATION zero_app FOR TABLE todo, "tödo";
