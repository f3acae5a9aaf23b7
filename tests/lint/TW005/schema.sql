CREATE TABLE member (id bigint PRIMARY KEY, team_id bigint, email text NOT NULL, name text, UNIQUE (team_id, email));
CREATE UNIQUE INDEX ON member (name, email);
