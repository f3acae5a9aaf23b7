CREATE TABLE "user-agents" (id bigint PRIMARY KEY, "createdAt" date, "a.b" int);
-- @zero
CREATE PUBLICATION zero_app FOR TABLE "user-agents";
