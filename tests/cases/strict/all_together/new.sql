CREATE TABLE todo (id int PRIMARY KEY, name text, size bigint GENERATED ALWAYS AS (length(name)) STORED);
