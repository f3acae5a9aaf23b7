SELECT string_agg(concat_ws(' ', name, status, more), ', ' ORDER BY id)
    = 'ONE open {"b": 2}, TWO open, three open, four done, five open, six done []' FROM todo
