CREATE TABLE member (
    id bigint PRIMARY KEY, team_id bigint, email text UNIQUE, name text, room int NOT NULL, seat int NOT NULL,
    UNIQUE NULLS NOT DISTINCT (team_id, email),
    UNIQUE (room, seat)
);
CREATE UNIQUE INDEX ON member (name, email) WHERE name IS NOT NULL AND email IS NOT NULL;
