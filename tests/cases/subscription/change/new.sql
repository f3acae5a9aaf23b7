CREATE SUBSCRIPTION far CONNECTION 'host=near' PUBLICATION b, c
    WITH (connect = false, streaming = on, disable_on_error = true);
COMMENT ON SUBSCRIPTION far IS 'is near now';
