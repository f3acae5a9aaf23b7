-- Directives of tables that are cut into parts, written wrong.

-- @partition
CREATE TABLE a (at date) PARTITION BY RANGE (at);
-- @partition every=moth
CREATE TABLE b (at date) PARTITION BY RANGE (at);
-- @partition every=month ahead=many
CREATE TABLE c (at date) PARTITION BY RANGE (at);
-- @partition every=month forever=1
CREATE TABLE d (at date) PARTITION BY RANGE (at);
-- @distribute
CREATE TABLE e (id int);
-- @distribute id
CREATE TABLE f (id int);
-- @reference by=id
CREATE TABLE g (id int);
-- @reference
-- @distribute by=id
CREATE TABLE h (id int);
CREATE TABLE i (
    id int -- @reference
);
-- @distrbute by=id
CREATE TABLE j (id int);
