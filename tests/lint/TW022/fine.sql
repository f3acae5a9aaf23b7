CREATE TABLE person (id bigint PRIMARY KEY, line1 text, line2 text, sha1 bytea, sha256 bytea);
