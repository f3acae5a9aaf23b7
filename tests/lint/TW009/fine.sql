CREATE TABLE todo (id bigint PRIMARY KEY, title text CHECK (length(title) < 200));
