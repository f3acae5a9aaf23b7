CREATE TABLE pair (
    -- @renamed from=b
    a int,
    -- @renamed from=a
    b text
);
