-- How it feels.
CREATE TYPE mood AS ENUM ('sad', 'happy');

-- This comment is for readers of the file.
CREATE TABLE said (
    -- Not what the catalog says.
    id integer PRIMARY KEY,
    -- Two lines
    --   and an indented one.
    title text NOT NULL,
    body text
);

COMMENT ON TYPE mood IS 'The catalog knows.';
COMMENT ON TABLE said IS 'What the catalog says wins.

It may have several paragraphs, "quotes" and \ signs.';
COMMENT ON COLUMN said.id IS 'The key.';
COMMENT ON COLUMN said.body IS 'Ends with a blank ';

CREATE TABLE silent (id integer PRIMARY KEY);
COMMENT ON TABLE silent IS '';
