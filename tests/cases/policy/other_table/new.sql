CREATE TABLE todo (id int PRIMARY KEY, owner text, title text, done boolean);
CREATE TABLE member (todo bigint, name varchar(10));
CREATE POLICY own ON todo USING (EXISTS (SELECT FROM member WHERE member.todo = todo.id AND member.name = current_user));
COMMENT ON POLICY own ON todo IS 'kept';
