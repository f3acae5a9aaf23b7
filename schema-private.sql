-- The private half of the showcase: accounts, sessions, keys. Never published, never serialised.

-- The account of a person.
CREATE TABLE "user" (
    id text PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL,
    -- The address as it is compared: without surrounding space, in lower case.
    "normalizedEmail" text NOT NULL GENERATED ALWAYS AS (lower(btrim(email))) STORED,
    "emailVerified" boolean NOT NULL DEFAULT false,
    role text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'moderator', 'admin')),
    banned boolean NOT NULL DEFAULT false,
    "banReason" text,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "updatedAt" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "user_normalizedEmail_key" UNIQUE ("normalizedEmail")
);

-- A way to sign in: a password, or an account at another provider.
CREATE TABLE account (
    id text PRIMARY KEY,
    "userId" text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    "providerId" text NOT NULL,
    "accountId" text NOT NULL,
    "accessToken" text,
    "refreshToken" text,
    "accessTokenExpiresAt" timestamptz,
    scope text,
    -- A hash, never the password.
    password text,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "updatedAt" timestamptz NOT NULL DEFAULT now(),
    UNIQUE ("providerId", "accountId")
);

CREATE INDEX "account_userId_idx" ON account ("userId");

-- Somebody is signed in on a device.
CREATE TABLE session (
    id text PRIMARY KEY,
    "userId" text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    token text NOT NULL UNIQUE,
    "expiresAt" timestamptz NOT NULL,
    "ipAddress" inet,
    "userAgent" text,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "updatedAt" timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX "session_userId_idx" ON session ("userId");
CREATE INDEX "session_expiresAt_idx" ON session ("expiresAt");

-- A key pair that signs the tokens which Zero and the API accept.
CREATE TABLE jwks (
    id text PRIMARY KEY,
    "publicKey" text NOT NULL,
    "privateKey" text NOT NULL,
    "createdAt" timestamptz NOT NULL DEFAULT now()
);

-- A one-time code that proves an address or resets a password.
CREATE TABLE verification (
    id text PRIMARY KEY,
    identifier text NOT NULL,
    value text NOT NULL,
    "expiresAt" timestamptz NOT NULL,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "updatedAt" timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX verification_identifier_idx ON verification (identifier);
