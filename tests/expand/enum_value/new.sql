CREATE TYPE status AS ENUM ('open', 'done');
CREATE TABLE todo (id bigint PRIMARY KEY, status status NOT NULL DEFAULT 'open');
