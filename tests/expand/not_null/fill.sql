UPDATE person SET name = coalesce(name, ''), nick = coalesce(nick, ''), email = CASE WHEN email LIKE '%@%' THEN email END;
