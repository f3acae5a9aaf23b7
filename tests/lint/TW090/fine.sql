DROP PUBLICATION another;
ALTER PUBLICATION zero_app ADD TABLE other;
ALTER PUBLICATION zero_app DROP TABLE other;
-- @allow TW090: zero-cache is stopped
DROP PUBLICATION zero_app;
