CREATE FUNCTION check_options(text[], oid) RETURNS void LANGUAGE c AS '$libdir/postgres_fdw', 'postgres_fdw_validator';
CREATE FUNCTION handle() RETURNS fdw_handler LANGUAGE c AS '$libdir/postgres_fdw', 'postgres_fdw_handler';
CREATE FOREIGN DATA WRAPPER hollow HANDLER handle OPTIONS (level '2', more 'yes');
CREATE FOREIGN DATA WRAPPER checked VALIDATOR check_options;
