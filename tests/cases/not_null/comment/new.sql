CREATE TABLE todo (a int NOT NULL, b int NOT NULL);
COMMENT ON CONSTRAINT todo_a_not_null ON todo IS 'A';
COMMENT ON CONSTRAINT todo_b_not_null ON todo IS 'B';
