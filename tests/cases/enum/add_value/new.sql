CREATE TYPE status AS ENUM ('new', 'open', 'waiting', 'done', 'gone');
CREATE TABLE todo (id int PRIMARY KEY, status status NOT NULL DEFAULT 'new');
COMMENT ON TYPE status IS 'How far';
