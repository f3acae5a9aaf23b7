CREATE TABLE todo (id bigint PRIMARY KEY, created_at timestamptz NOT NULL DEFAULT now(), flat text);
