CREATE TABLE todo (id int PRIMARY KEY, a text DEFAULT 'x', b text, c timestamptz DEFAULT now());
