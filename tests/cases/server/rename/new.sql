CREATE EXTENSION file_fdw;
-- @renamed from=hollow
CREATE FOREIGN DATA WRAPPER shell;
-- @renamed from=files
CREATE SERVER disk FOREIGN DATA WRAPPER file_fdw;
CREATE SERVER empty FOREIGN DATA WRAPPER shell;
CREATE USER MAPPING FOR CURRENT_USER SERVER disk;
CREATE FOREIGN TABLE lines (line text) SERVER disk OPTIONS (filename '/dev/null');
