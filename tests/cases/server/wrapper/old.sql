CREATE EXTENSION file_fdw;
CREATE FOREIGN DATA WRAPPER odd HANDLER file_fdw_handler;
CREATE SERVER other FOREIGN DATA WRAPPER odd;
CREATE USER MAPPING FOR PUBLIC SERVER other;
CREATE FOREIGN TABLE lines (line text) SERVER other OPTIONS (filename '/dev/null', format 'csv');
CREATE VIEW long AS SELECT line FROM lines WHERE length(line) > 80;
