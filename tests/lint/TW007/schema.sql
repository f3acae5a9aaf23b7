CREATE TABLE visit (user_id bigint NOT NULL);
CREATE PUBLICATION everything FOR TABLE visit;
