CREATE TABLE todo (id int PRIMARY KEY, owner varchar, title text, done boolean);
CREATE FUNCTION mine(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE POLICY own ON todo USING (mine(owner) = 1);
CREATE POLICY done ON todo FOR SELECT USING (done);
