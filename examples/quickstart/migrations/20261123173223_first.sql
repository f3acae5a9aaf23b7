CREATE TABLE todo (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    title text NOT NULL,
    done boolean NOT NULL DEFAULT false
);
