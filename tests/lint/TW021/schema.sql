CREATE TABLE todo (id bigint PRIMARY KEY, created_at timestamp NOT NULL DEFAULT now(), "paidAt" timestamp, done_at timestamp(3));
