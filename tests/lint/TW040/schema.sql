CREATE TYPE status AS ENUM ('open', 'done');
CREATE TABLE todo (id bigint PRIMARY KEY, status text NOT NULL);
