CREATE TYPE status AS ENUM ('new', 'open', 'gone');
CREATE TABLE todo (id bigint PRIMARY KEY, status status NOT NULL DEFAULT 'new');
