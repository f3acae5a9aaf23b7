CREATE TABLE other (id int);
CREATE TABLE todo (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT numbered NOT NULL,
    title text CONSTRAINT titled NOT NULL NO INHERIT,
    note text,
    CONSTRAINT noted NOT NULL note
);
ALTER TABLE todo ADD COLUMN late text;
ALTER TABLE todo ADD CONSTRAINT lately NOT NULL late NOT VALID;
COMMENT ON CONSTRAINT lately ON todo IS 'Old rows have none.';
