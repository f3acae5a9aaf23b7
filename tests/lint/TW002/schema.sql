CREATE TABLE visit (user_id bigint NOT NULL, at timestamptz NOT NULL);
