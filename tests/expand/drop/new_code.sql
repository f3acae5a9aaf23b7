INSERT INTO todo (id) VALUES (3), (4);
DELETE FROM todo WHERE id = 1;
DELETE FROM team WHERE id = 1;
