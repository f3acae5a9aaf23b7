-- Somebody is signed in.
CREATE TABLE session (
    token text PRIMARY KEY,
    profile_id uuid NOT NULL REFERENCES profile (id) ON DELETE CASCADE
);
