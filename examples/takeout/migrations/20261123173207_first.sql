CREATE EXTENSION IF NOT EXISTS vector;
CREATE TYPE "postStatus" AS ENUM ('draft', 'published', 'archived');
CREATE TYPE "todoPriority" AS ENUM ('low', 'normal', 'high');

CREATE DOMAIN "webAddress" AS text
    CONSTRAINT "webAddress_check" CHECK (VALUE ~ '^https?://');

CREATE FUNCTION slugify(title text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN trim(BOTH '-' FROM regexp_replace(lower(title), '[^a-z0-9]+', '-', 'g'));

CREATE TABLE account (
    id text PRIMARY KEY,
    "userId" text NOT NULL,
    "providerId" text NOT NULL,
    "accountId" text NOT NULL,
    "accessToken" text,
    "refreshToken" text,
    "accessTokenExpiresAt" timestamptz,
    scope text,
    password text,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "updatedAt" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "account_providerId_accountId_key" UNIQUE ("providerId", "accountId")
);

CREATE INDEX "account_userId_idx" ON account ("userId");

CREATE TABLE comment (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    "postId" uuid NOT NULL,
    "authorId" text NOT NULL,
    "parentId" uuid,
    body text NOT NULL,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "editedAt" timestamptz,
    CONSTRAINT comment_body_check CHECK (body <> '')
);

CREATE INDEX "comment_authorId_idx" ON comment ("authorId");
CREATE INDEX "comment_parentId_idx" ON comment ("parentId");
CREATE INDEX "comment_postId_createdAt_idx" ON comment ("postId", "createdAt");

CREATE TABLE jwks (
    id text PRIMARY KEY,
    "publicKey" text NOT NULL,
    "privateKey" text NOT NULL,
    "createdAt" timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE post (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    "authorId" text NOT NULL,
    title text NOT NULL,
    body text NOT NULL DEFAULT '',
    status "postStatus" NOT NULL DEFAULT 'draft',
    slug text NOT NULL GENERATED ALWAYS AS (slugify(title)) STORED,
    search tsvector NOT NULL GENERATED ALWAYS AS (setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')) STORED,
    embedding vector(384),
    "publishedAt" timestamptz,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "post_authorId_slug_key" UNIQUE ("authorId", slug),
    CONSTRAINT "post_publishedAt_check" CHECK (status <> 'published' OR "publishedAt" IS NOT NULL)
);

CREATE INDEX post_embedding_idx ON post USING hnsw (embedding vector_cosine_ops) WITH (ef_construction = 64, m = 16);
CREATE INDEX "post_publishedAt_idx" ON post ("publishedAt" DESC) WHERE status = 'published';
CREATE INDEX post_search_idx ON post USING gin (search);

CREATE TABLE "postTag" (
    "postId" uuid NOT NULL,
    "tagId" bigint NOT NULL,
    CONSTRAINT "postTag_pkey" PRIMARY KEY ("postId", "tagId")
);

CREATE INDEX "postTag_tagId_idx" ON "postTag" ("tagId");

CREATE TABLE session (
    id text PRIMARY KEY,
    "userId" text NOT NULL,
    token text NOT NULL UNIQUE,
    "expiresAt" timestamptz NOT NULL,
    "ipAddress" inet,
    "userAgent" text,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "updatedAt" timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX "session_expiresAt_idx" ON session ("expiresAt");
CREATE INDEX "session_userId_idx" ON session ("userId");

CREATE TABLE tag (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL UNIQUE,
    color text,
    CONSTRAINT tag_name_check CHECK (name = lower(name))
);

CREATE TABLE todo (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    "userId" text NOT NULL,
    title text NOT NULL,
    done boolean NOT NULL DEFAULT false,
    priority "todoPriority" NOT NULL DEFAULT 'normal',
    "dueOn" date,
    "sortOrder" double precision NOT NULL DEFAULT 0,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "updatedAt" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT todo_title_check CHECK (length(title) BETWEEN 1 AND 500)
);

CREATE INDEX "todo_open_dueOn_idx" ON todo ("dueOn") WHERE NOT done;
CREATE INDEX "todo_userId_sortOrder_idx" ON todo ("userId", "sortOrder");

CREATE TABLE "user" (
    id text PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL,
    "normalizedEmail" text NOT NULL GENERATED ALWAYS AS (lower(btrim(email))) STORED UNIQUE,
    "emailVerified" boolean NOT NULL DEFAULT false,
    role text NOT NULL DEFAULT 'user',
    banned boolean NOT NULL DEFAULT false,
    "banReason" text,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "updatedAt" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT user_role_check CHECK (role IN ('user', 'moderator', 'admin'))
);

CREATE TABLE "userPublic" (
    id text PRIMARY KEY,
    username text NOT NULL UNIQUE,
    "displayName" text NOT NULL DEFAULT '',
    bio text,
    website "webAddress",
    image text,
    "postCount" integer NOT NULL DEFAULT 0,
    "joinedAt" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "userPublic_postCount_check" CHECK ("postCount" >= 0),
    CONSTRAINT "userPublic_username_check" CHECK (username ~ '^[a-z0-9_]{2,30}$')
);

COMMENT ON TABLE "userPublic" IS 'The profile of a person, as everybody sees it.';

CREATE TABLE "userState" (
    "userId" text PRIMARY KEY,
    "darkMode" boolean NOT NULL DEFAULT false,
    locale text NOT NULL DEFAULT 'en',
    settings jsonb NOT NULL DEFAULT '{}',
    "onboardedAt" timestamptz,
    "lastSeenAt" timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE verification (
    id text PRIMARY KEY,
    identifier text NOT NULL,
    value text NOT NULL,
    "expiresAt" timestamptz NOT NULL,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "updatedAt" timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX verification_identifier_idx ON verification (identifier);

ALTER TABLE account
    ADD CONSTRAINT "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user" (id) ON DELETE CASCADE;

ALTER TABLE comment
    ADD CONSTRAINT "comment_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "userPublic" (id) ON DELETE CASCADE;

ALTER TABLE comment
    ADD CONSTRAINT "comment_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES comment (id) ON DELETE CASCADE;

ALTER TABLE comment
    ADD CONSTRAINT "comment_postId_fkey" FOREIGN KEY ("postId") REFERENCES post (id) ON DELETE CASCADE;

ALTER TABLE post
    ADD CONSTRAINT "post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "userPublic" (id) ON DELETE CASCADE;

ALTER TABLE "postTag"
    ADD CONSTRAINT "postTag_postId_fkey" FOREIGN KEY ("postId") REFERENCES post (id) ON DELETE CASCADE;

ALTER TABLE "postTag"
    ADD CONSTRAINT "postTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES tag (id) ON DELETE CASCADE;

ALTER TABLE session
    ADD CONSTRAINT "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user" (id) ON DELETE CASCADE;

ALTER TABLE todo
    ADD CONSTRAINT "todo_userId_fkey" FOREIGN KEY ("userId") REFERENCES "userPublic" (id) ON DELETE CASCADE;

ALTER TABLE "userState"
    ADD CONSTRAINT "userState_userId_fkey" FOREIGN KEY ("userId") REFERENCES "userPublic" (id) ON DELETE CASCADE;

CREATE VIEW "publishedPost" WITH (security_invoker = true) AS
SELECT p.id, p.slug, p.title, p."publishedAt", u.username
    FROM post p
    JOIN "userPublic" u ON u.id = p."authorId"
    WHERE p.status = 'published'
    ORDER BY p."publishedAt" DESC;

CREATE PUBLICATION zero_takeout FOR
    TABLE comment,
    TABLE post,
    TABLE "postTag",
    TABLE tag,
    TABLE todo,
    TABLE "userPublic",
    TABLE "userState"
    WITH (publish_via_partition_root = true);
