CREATE TABLE "userState" ("userId" uuid PRIMARY KEY, "select" text);
