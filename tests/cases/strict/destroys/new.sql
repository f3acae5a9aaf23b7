CREATE TYPE status AS ENUM ('open');
CREATE TABLE todo (id int PRIMARY KEY, title varchar(20), slug text GENERATED ALWAYS AS (lower(title)) STORED, status status);
