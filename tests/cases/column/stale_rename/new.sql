CREATE TABLE todo (
    id int PRIMARY KEY,
    -- @renamed from=title
    name text,
    title text
);
