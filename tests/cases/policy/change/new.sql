CREATE TABLE todo (id int PRIMARY KEY, owner text, title text, done boolean);
CREATE POLICY a ON todo TO pg_monitor USING (owner = session_user) WITH CHECK (done);
CREATE POLICY b ON todo FOR UPDATE TO pg_monitor USING (done);
COMMENT ON POLICY b ON todo IS 'kept';
CREATE POLICY c ON todo USING (done);
CREATE POLICY e ON todo USING (done);
COMMENT ON POLICY e ON todo IS 'said';
