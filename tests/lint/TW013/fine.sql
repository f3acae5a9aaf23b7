CREATE TABLE country (code text PRIMARY KEY CHECK (length(code) = 2), kind "char");
