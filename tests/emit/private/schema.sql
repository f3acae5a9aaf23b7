-- Clients see this, but for the address.
CREATE TABLE profile (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL,
    -- @private
    email text NOT NULL UNIQUE,
    phone text -- @private
);

-- @private
CREATE TABLE note (
    id uuid PRIMARY KEY,
    profile_id uuid NOT NULL REFERENCES profile (id)
);
