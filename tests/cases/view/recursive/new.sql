CREATE TABLE node (id int PRIMARY KEY, parent int);
CREATE RECURSIVE VIEW tree (id, depth) AS SELECT id, 0 FROM node WHERE parent IS NULL UNION ALL SELECT n.id, depth + 1 FROM node n JOIN tree t ON t.id = n.parent;
