CREATE TABLE "userState" ("userId" uuid PRIMARY KEY, "select" varchar(3), "we""ird name" int DEFAULT 1 CHECK ("we""ird name" > 0));
COMMENT ON COLUMN "userState"."select" IS 'It''s a \ key word';
CREATE TYPE "Kind" AS ENUM ('it''s', 'B');
CREATE INDEX "userState_select_idx" ON "userState" ("select");
CREATE PUBLICATION "Mixed" FOR TABLE "userState" ("userId");
