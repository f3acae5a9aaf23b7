CREATE EXTENSION postgres_fdw;
CREATE SERVER other VERSION '14' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'near', port '5432');
CREATE USER MAPPING FOR tw_reader SERVER other OPTIONS (user 'a');
