CREATE UNLOGGED TABLE cache (key text PRIMARY KEY, value jsonb);
COMMENT ON TABLE cache IS 'May be lost';
