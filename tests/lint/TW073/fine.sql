CREATE TABLE todo (id bigint PRIMARY KEY);
CREATE TABLE plain (id bigint PRIMARY KEY);
ALTER TABLE todo ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON todo USING (id > 0);
CREATE VIEW todos WITH (security_invoker = true) AS SELECT id FROM todo;
CREATE VIEW plains AS SELECT id FROM plain;
