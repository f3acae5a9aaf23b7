CREATE TABLE todo (id bigint PRIMARY KEY);
ALTER TABLE todo ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON todo USING (id > 0);
CREATE VIEW todos AS SELECT id FROM todo;
CREATE VIEW mine WITH (security_invoker = false) AS SELECT id FROM todo;
