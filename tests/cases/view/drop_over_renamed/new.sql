-- @renamed from=todo
CREATE TABLE task (id int PRIMARY KEY);
