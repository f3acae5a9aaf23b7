CREATE SCHEMA auth;
COMMENT ON SCHEMA auth IS 'Accounts';
CREATE TYPE auth.role AS ENUM ('admin', 'member');
CREATE TABLE auth.account (id uuid PRIMARY KEY, role auth.role NOT NULL DEFAULT 'member');
CREATE TABLE profile (id uuid PRIMARY KEY REFERENCES auth.account);
CREATE VIEW auth.admins AS SELECT id FROM auth.account WHERE role = 'admin';
