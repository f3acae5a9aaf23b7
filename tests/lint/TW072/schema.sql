CREATE TABLE todo (id bigint PRIMARY KEY);
CREATE POLICY own ON todo USING (id > 0);
