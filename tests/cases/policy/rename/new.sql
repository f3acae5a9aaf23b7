-- @renamed from=todo
CREATE TABLE task (
    id int PRIMARY KEY,
    holder text, -- @renamed from=owner
    title text,
    done boolean
);
CREATE TABLE member (
    todo int,
    called text -- @renamed from=name
);
-- @renamed from=own
CREATE POLICY held ON task USING (holder = current_user AND EXISTS (SELECT FROM member m WHERE m.todo = task.id AND called = holder));
-- @renamed from=me
CREATE FUNCTION myself() RETURNS text LANGUAGE sql STABLE AS 'SELECT current_user::text';
CREATE POLICY mine ON member USING (called = myself());
