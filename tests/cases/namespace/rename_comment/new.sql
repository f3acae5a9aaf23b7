-- @renamed from=app
CREATE SCHEMA shop;
COMMENT ON SCHEMA shop IS 'sold';
