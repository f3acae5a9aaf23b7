INSERT INTO product VALUES (3, 'three', 5) ON CONFLICT (id) DO NOTHING;
INSERT INTO review VALUES (1, 3);
UPDATE product SET price = 1 WHERE id = 1;
INSERT INTO part VALUES (2, 3);
