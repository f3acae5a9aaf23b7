-- The public half of the showcase: what clients see and what Zero syncs to them.
-- The private half, accounts and sessions, is in schema-private.sql.

CREATE EXTENSION IF NOT EXISTS vector;

-- How far a post has come.
CREATE TYPE "postStatus" AS ENUM ('draft', 'published', 'archived');

-- How urgent a todo is; the order is the order of urgency.
CREATE TYPE "todoPriority" AS ENUM ('low', 'normal', 'high');

-- A web address that a person may put on a profile.
CREATE DOMAIN "webAddress" AS text CHECK (VALUE ~ '^https?://');

-- The profile of a person, as everybody sees it. The account behind it is private.
CREATE TABLE "userPublic" (
    -- The same id as the private "user" row.
    id text PRIMARY KEY,
    -- The handle in addresses: `/@ada`.
    username text NOT NULL CONSTRAINT "userPublic_username_key" UNIQUE
        CHECK (username ~ '^[a-z0-9_]{2,30}$'),
    "displayName" text NOT NULL DEFAULT '',
    bio text,
    website "webAddress",
    image text,
    -- Kept up to date by the application when a post is published.
    "postCount" integer NOT NULL DEFAULT 0 CHECK ("postCount" >= 0),
    "joinedAt" timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE "userPublic" IS 'The profile of a person, as everybody sees it.';

-- What the application remembers for one person: one row each.
CREATE TABLE "userState" (
    "userId" text PRIMARY KEY REFERENCES "userPublic" (id) ON DELETE CASCADE,
    "darkMode" boolean NOT NULL DEFAULT false,
    locale text NOT NULL DEFAULT 'en',
    -- Free-form settings of the clients.
    settings jsonb NOT NULL DEFAULT '{}',
    "onboardedAt" timestamptz,
    "lastSeenAt" timestamptz NOT NULL DEFAULT now()
);

-- A thing to do.
CREATE TABLE todo (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    "userId" text NOT NULL REFERENCES "userPublic" (id) ON DELETE CASCADE,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
    done boolean NOT NULL DEFAULT false,
    priority "todoPriority" NOT NULL DEFAULT 'normal',
    "dueOn" date,
    "sortOrder" double precision NOT NULL DEFAULT 0,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "updatedAt" timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX "todo_userId_sortOrder_idx" ON todo ("userId", "sortOrder");
CREATE INDEX "todo_open_dueOn_idx" ON todo ("dueOn") WHERE NOT done;

-- Turns a title into the last part of an address: `Hello, World!` is `hello-world`.
CREATE FUNCTION slugify(title text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN trim(BOTH '-' FROM regexp_replace(lower(title), '[^a-z0-9]+', '-', 'g'));

-- Something that a person wrote.
CREATE TABLE post (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    "authorId" text NOT NULL REFERENCES "userPublic" (id) ON DELETE CASCADE,
    title text NOT NULL,
    body text NOT NULL DEFAULT '',
    status "postStatus" NOT NULL DEFAULT 'draft',
    -- The last part of the post's address.
    slug text NOT NULL GENERATED ALWAYS AS (slugify(title)) STORED,
    -- What full-text search looks at: the title counts more than the body.
    search tsvector NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')
    ) STORED,
    -- The meaning of the post as 384 numbers, written by a background job.
    embedding vector(384),
    "publishedAt" timestamptz,
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT "post_publishedAt_check" CHECK (status <> 'published' OR "publishedAt" IS NOT NULL),
    CONSTRAINT "post_authorId_slug_key" UNIQUE ("authorId", slug)
);

CREATE INDEX post_search_idx ON post USING gin (search);
CREATE INDEX post_embedding_idx ON post USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64);
CREATE INDEX "post_publishedAt_idx" ON post ("publishedAt" DESC) WHERE status = 'published';

-- A word that posts are found by.
CREATE TABLE tag (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name = lower(name)),
    color text
);

-- Which post carries which tag.
CREATE TABLE "postTag" (
    "postId" uuid NOT NULL REFERENCES post (id) ON DELETE CASCADE,
    "tagId" bigint NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    PRIMARY KEY ("postId", "tagId")
);

CREATE INDEX "postTag_tagId_idx" ON "postTag" ("tagId");

-- An answer to a post, or to another comment.
CREATE TABLE comment (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    "postId" uuid NOT NULL REFERENCES post (id) ON DELETE CASCADE,
    "authorId" text NOT NULL REFERENCES "userPublic" (id) ON DELETE CASCADE,
    -- The comment that this one answers.
    "parentId" uuid REFERENCES comment (id) ON DELETE CASCADE,
    body text NOT NULL CHECK (body <> ''),
    "createdAt" timestamptz NOT NULL DEFAULT now(),
    "editedAt" timestamptz
);

CREATE INDEX "comment_postId_createdAt_idx" ON comment ("postId", "createdAt");
CREATE INDEX "comment_authorId_idx" ON comment ("authorId");
CREATE INDEX "comment_parentId_idx" ON comment ("parentId");

-- The front page: published posts, newest first.
CREATE VIEW "publishedPost" WITH (security_invoker = true) AS
    SELECT p.id, p.slug, p.title, p."publishedAt", u.username
    FROM post p
    JOIN "userPublic" u ON u.id = p."authorId"
    WHERE p.status = 'published'
    ORDER BY p."publishedAt" DESC;
