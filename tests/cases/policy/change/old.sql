CREATE TABLE todo (id int PRIMARY KEY, owner text, title text, done boolean);
CREATE POLICY a ON todo USING (owner = current_user);
CREATE POLICY b ON todo FOR SELECT TO pg_monitor USING (done);
COMMENT ON POLICY b ON todo IS 'kept';
CREATE POLICY c ON todo USING (done) WITH CHECK (done);
CREATE POLICY d ON todo AS RESTRICTIVE USING (done);
CREATE POLICY e ON todo USING (done);
