CREATE TABLE todo (
    -- @renamed from=a
    c int NOT NULL,
    b int NOT NULL
);
