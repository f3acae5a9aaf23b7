CREATE TABLE user_state (user_id bigint PRIMARY KEY, _x int, y2 int);
-- @allow TW050
CREATE TABLE "ForeignTable" (id bigint PRIMARY KEY, "Name" text);
