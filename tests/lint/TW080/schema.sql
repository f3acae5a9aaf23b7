CREATE TABLE visit (user_id bigint NOT NULL);
CREATE TABLE late (id bigint PRIMARY KEY DEFERRABLE);
CREATE TABLE listed (id bigint PRIMARY KEY, x int);
CREATE TABLE meaning (at vector(3) PRIMARY KEY);
CREATE TABLE silent (id bigint PRIMARY KEY);
ALTER TABLE silent REPLICA IDENTITY NOTHING;
-- @zero
CREATE PUBLICATION zero_app FOR TABLE visit, late, listed (x), meaning, silent;
CREATE EXTENSION vector;
