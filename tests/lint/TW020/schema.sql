CREATE TABLE todo (id bigint PRIMARY KEY, created_at timestamptz DEFAULT 'now', day date DEFAULT 'today'::date);
