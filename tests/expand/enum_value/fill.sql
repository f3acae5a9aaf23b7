UPDATE todo SET status = 'open' WHERE status IN ('new', 'gone');
