-- This header is about the file.

-- ------------------------------------------------------------------
-- A user,
-- who signs in.
--
-- @rust name="Account"
CREATE TABLE "user" ( -- @renamed from=account
    -- The key.
    id uuid PRIMARY KEY,
    email text NOT NULL, -- @private
    -- Not a directive: mail me @private or -- @private.
    name text
        CHECK (name <> ''), -- @renamed from="fullName"
    /* A block comment is nobody's. */
    settings jsonb -- @rust type="crate::Settings"
        DEFAULT '{}',
    -- @private
    -- @renamed from=old

    secret text,
    -- Positive.
    CONSTRAINT positive CHECK (length(secret) > 0), -- a remark
    plain int
); -- @private

-- Apart from it, by an empty line.

CREATE TABLE todo (id int); CREATE TABLE other (id int); -- @private

-- @renamed from=app.feeling
CREATE TYPE mood AS ENUM ('a');
-- @renamed from=old_index
CREATE INDEX new_index ON todo (id);
-- A new column.
ALTER TABLE todo ADD COLUMN b int, -- @private
    -- Another.
    ADD COLUMN c int;
