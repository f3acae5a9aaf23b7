DO $$ BEGIN
    CREATE TYPE mood AS ENUM ('sad', 'happy');
EXCEPTION
    WHEN duplicate_object THEN null;
END $$;
CREATE TABLE person (id integer PRIMARY KEY, mood mood, friend integer);
DO LANGUAGE plpgsql $do$
BEGIN
    ALTER TABLE person ADD CONSTRAINT friends FOREIGN KEY (friend) REFERENCES person (id);
EXCEPTION WHEN duplicate_object OR duplicate_table THEN NULL;
END
$do$;
DO $$ BEGIN
    CREATE TYPE mood AS ENUM ('other');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
