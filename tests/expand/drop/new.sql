CREATE TABLE team (id bigint PRIMARY KEY);
CREATE TABLE todo (
    id bigint PRIMARY KEY
);
