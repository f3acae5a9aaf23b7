CREATE TABLE todo (id int PRIMARY KEY, owner text, title text, done boolean);
CREATE TABLE member (todo int, name text);
CREATE POLICY a ON todo USING (EXISTS (SELECT FROM member WHERE member.todo = todo.id));
CREATE POLICY b ON member USING (EXISTS (SELECT FROM todo WHERE member.todo = todo.id));
