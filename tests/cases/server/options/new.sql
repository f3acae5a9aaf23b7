CREATE EXTENSION postgres_fdw;
CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'far', dbname 'stock');
COMMENT ON SERVER other IS 'moved';
CREATE USER MAPPING FOR tw_reader SERVER other OPTIONS (user 'b', sslcert '/cert');
