CREATE TABLE kept (id integer);
CREATE SUBSCRIPTION far CONNECTION 'host=far dbname=stock' PUBLICATION stock, "Odd"
    WITH (connect = false, binary = true, origin = none);
COMMENT ON SUBSCRIPTION far IS 'takes the stock';
ALTER SUBSCRIPTION far OWNER TO CURRENT_USER;
