CREATE TABLE todo (id int PRIMARY KEY, owner text, title text, done boolean);
CREATE FUNCTION mine(text) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE POLICY own ON todo USING (mine(owner));
CREATE POLICY done ON todo FOR SELECT USING (done);
