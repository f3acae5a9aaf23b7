CREATE TABLE todo (id int PRIMARY KEY, owner text, title text, done boolean);
CREATE TABLE member (todo int, name text);
CREATE POLICY own ON todo USING (owner = current_user AND EXISTS (SELECT FROM member m WHERE m.todo = todo.id AND name = owner));
CREATE FUNCTION me() RETURNS text LANGUAGE sql STABLE AS 'SELECT current_user::text';
CREATE POLICY mine ON member USING (name = me());
