SELECT count(*) = 5 FROM todo
