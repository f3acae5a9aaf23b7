SELECT array_agg(id ORDER BY id) = '{2,3,4}' FROM todo
