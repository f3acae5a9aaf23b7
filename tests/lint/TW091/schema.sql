ALTER TABLE todo ALTER COLUMN price TYPE numeric(9, 1), ALTER title TYPE text;
ALTER TABLE todo ALTER id SET DATA TYPE bigint USING id + 1;
ALTER TABLE ONLY public.todo ALTER COLUMN uuid TYPE text;
