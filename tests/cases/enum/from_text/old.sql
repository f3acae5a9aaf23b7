CREATE TABLE todo (id int PRIMARY KEY, status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done')));
