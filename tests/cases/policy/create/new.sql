CREATE TABLE todo (id int PRIMARY KEY, owner text, title text, done boolean);
CREATE TABLE member (todo int, name text);
CREATE POLICY own ON todo TO pg_monitor, pg_read_all_data USING (owner = current_user) WITH CHECK (owner = current_user AND NOT done);
COMMENT ON POLICY own ON todo IS 'rows of one''s own';
CREATE POLICY hidden ON todo AS RESTRICTIVE FOR SELECT USING (title <> 'secret');
CREATE POLICY fresh ON todo FOR INSERT TO PUBLIC WITH CHECK (true);
CREATE POLICY all_of_it ON member FOR DELETE TO CURRENT_USER USING (EXISTS (SELECT 1 FROM todo t WHERE t.id = member.todo));
