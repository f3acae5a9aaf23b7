DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                   WHERE t.typname = 'mood' AND n.nspname = 'public') THEN
        CREATE TYPE mood AS ENUM ('sad', 'happy');
    END IF;
END $$;
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typname = 'mood') THEN
        CREATE TYPE mood AS ENUM ('never');
    END IF;
END $$;
CREATE TABLE person (id integer PRIMARY KEY, mood mood, friend integer, old_name text);
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM information_schema.columns
               WHERE table_schema = current_schema() AND table_name = 'person' AND column_name = 'old_name') THEN
        ALTER TABLE person RENAME COLUMN old_name TO name;
        COMMENT ON COLUMN person.name IS 'what others call them';
    END IF;
    IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'person'::regclass AND attname = 'old_name') THEN
        ALTER TABLE person DROP COLUMN name;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'friends' AND conrelid = 'public.person'::regclass) THEN
        ALTER TABLE person ADD CONSTRAINT friends FOREIGN KEY (friend) REFERENCES person (id);
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_class c, pg_namespace n
                   WHERE c.relnamespace = n.oid AND c.relname = 'person_name_idx' AND n.nspname = 'public') THEN
        CREATE INDEX person_name_idx ON person (name);
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_enum WHERE enumlabel = 'sad' AND enumtypid = 'mood'::regtype) THEN
        ALTER TYPE mood ADD VALUE 'sad';
    END IF;
END
$$;
