SELECT (SELECT count(*) FROM item) = 3 AND (SELECT count(*) FROM product) = 3
