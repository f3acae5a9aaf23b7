CREATE TYPE status AS ENUM ('open', 'done');
CREATE TABLE todo (id int PRIMARY KEY, status status NOT NULL DEFAULT 'open');
