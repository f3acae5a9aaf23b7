SELECT count(*) = 3 FROM todo
