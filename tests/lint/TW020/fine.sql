CREATE TABLE todo (id bigint PRIMARY KEY, created_at timestamptz DEFAULT now(), word text DEFAULT 'now');
