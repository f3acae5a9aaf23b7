CREATE TABLE kept (id integer);
CREATE EXTENSION postgres_fdw;
CREATE SERVER other TYPE 'warehouse' VERSION '15' FOREIGN DATA WRAPPER postgres_fdw
    OPTIONS (host 'it''s far', dbname 'stock', "fetch_size" '500');
COMMENT ON SERVER other IS 'where the stock is counted';
CREATE USER MAPPING FOR PUBLIC SERVER other OPTIONS (user 'reader', password_required 'true');
CREATE USER MAPPING FOR tw_reader SERVER other;
CREATE EXTENSION file_fdw;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE stock (id integer NOT NULL, number integer) SERVER files OPTIONS (filename '/dev/null');
