ALTER TABLE todo ALTER COLUMN title TYPE text USING title::text, ALTER price TYPE numeric;
ALTER TABLE todo ALTER COLUMN at TYPE timestamptz;
ALTER TABLE other ALTER COLUMN price TYPE numeric(9, 1);
-- @allow TW091: the table is empty
ALTER TABLE todo ALTER COLUMN uuid TYPE text;
