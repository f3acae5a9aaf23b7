SELECT bool_and(title = name AND state = status AND extra::text IS NOT DISTINCT FROM more::text) FROM todo
