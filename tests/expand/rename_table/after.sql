SELECT string_agg(concat_ws(' ', title, price), ', ' ORDER BY id) = 'ONE 1, two, three 5' FROM product
