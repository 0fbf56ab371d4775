-- What was said here before comments went to the Git host was said to fewer people, and stays here.
UPDATE "comment" SET "origin" = 'private' WHERE "host_id" IS NULL;
