-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "book" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "remote" TEXT NOT NULL,
    "branch" TEXT NOT NULL,
    "manifest_path" TEXT,
    "root" TEXT NOT NULL DEFAULT '',
    "head" TEXT,
    "shape" JSONB,
    "bibliography" JSONB,
    "synced_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "book_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chapter" (
    "id" TEXT NOT NULL,
    "book_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "number" TEXT,
    "part" TEXT,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "problem" TEXT,
    "commit" TEXT,
    "blob" TEXT,
    "source" TEXT,
    "rendering" TEXT,
    "labels" JSONB,
    "uses" JSONB,
    "quizzes" JSONB,
    "changed_at" TIMESTAMPTZ,
    "removed_at" TIMESTAMPTZ,

    CONSTRAINT "chapter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rendering" (
    "key" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "outline" JSONB NOT NULL,
    "warnings" JSONB NOT NULL,
    "text" TEXT NOT NULL,
    "words" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rendering_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "book_file" (
    "book_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "blob" TEXT NOT NULL,
    "size" INTEGER NOT NULL,

    CONSTRAINT "book_file_pkey" PRIMARY KEY ("book_id","path")
);

-- CreateTable
CREATE TABLE "asset" (
    "blob" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "asset_pkey" PRIMARY KEY ("blob")
);

-- CreateTable
CREATE TABLE "sync" (
    "id" TEXT NOT NULL,
    "book_id" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "from_commit" TEXT,
    "to_commit" TEXT,
    "log" JSONB NOT NULL DEFAULT '[]',
    "problem" TEXT,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ,

    CONSTRAINT "sync_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "image" TEXT,
    "role" TEXT NOT NULL,
    "credit_as" TEXT NOT NULL DEFAULT 'name',
    "pseudonym" TEXT,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "provider" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "login" TEXT,

    CONSTRAINT "account_pkey" PRIMARY KEY ("provider","account_id")
);

-- CreateTable
CREATE TABLE "proposal" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "book_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "rationale" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "base_commit" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "submitted_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal_file" (
    "proposal_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "base" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "assistance" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "proposal_file_pkey" PRIMARY KEY ("proposal_id","path")
);

-- CreateTable
CREATE TABLE "hunk_decision" (
    "proposal_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "hunk" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT,
    "by_id" TEXT NOT NULL,
    "published" TEXT,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hunk_decision_pkey" PRIMARY KEY ("proposal_id","path","hunk")
);

-- CreateTable
CREATE TABLE "comment" (
    "id" TEXT NOT NULL,
    "proposal_id" TEXT NOT NULL,
    "path" TEXT,
    "hunk" TEXT,
    "author_id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ,

    CONSTRAINT "comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal_event" (
    "id" TEXT NOT NULL,
    "proposal_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "proposal_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instrument" (
    "sha256" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "instrument_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "grant_record" (
    "id" TEXT NOT NULL,
    "proposal_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "licence" TEXT NOT NULL,
    "statement_sha" TEXT NOT NULL,
    "patch_sha" TEXT NOT NULL,
    "base_commit" TEXT NOT NULL,
    "credit_name" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ NOT NULL,
    "state" TEXT NOT NULL,

    CONSTRAINT "grant_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication" (
    "id" TEXT NOT NULL,
    "proposal_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "commit" TEXT,
    "problem" TEXT,
    "by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chapter_credit" (
    "id" TEXT NOT NULL,
    "chapter_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chapter_credit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "sequence" INTEGER NOT NULL,
    "previous" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("sequence")
);

-- CreateTable
CREATE TABLE "erratum" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "book_id" TEXT NOT NULL,
    "chapter_id" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "suggestion" TEXT,
    "evidence" TEXT,
    "anchor" JSONB,
    "commit" TEXT NOT NULL,
    "quote" TEXT NOT NULL DEFAULT '',
    "reporter_name" TEXT,
    "reporter_mail" TEXT,
    "cc0" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT,
    "duplicate_of" TEXT,
    "proposal_id" TEXT,
    "fixed_commit" TEXT,
    "fingerprint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erratum_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erratum_event" (
    "id" TEXT NOT NULL,
    "erratum_id" TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT NOT NULL,
    "reason" TEXT,
    "by_name" TEXT NOT NULL,
    "commit" TEXT,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erratum_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "href" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dismissal" (
    "book_id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dismissal_pkey" PRIMARY KEY ("book_id","fingerprint")
);

-- CreateIndex
CREATE UNIQUE INDEX "book_slug_key" ON "book"("slug");

-- CreateIndex
CREATE INDEX "chapter_book_id_path_idx" ON "chapter"("book_id", "path");

-- CreateIndex
CREATE UNIQUE INDEX "chapter_book_id_slug_key" ON "chapter"("book_id", "slug");

-- CreateIndex
CREATE INDEX "book_file_blob_idx" ON "book_file"("blob");

-- CreateIndex
CREATE INDEX "sync_book_id_started_at_idx" ON "sync"("book_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "proposal_number_key" ON "proposal"("number");

-- CreateIndex
CREATE INDEX "proposal_book_id_state_idx" ON "proposal"("book_id", "state");

-- CreateIndex
CREATE INDEX "proposal_author_id_state_idx" ON "proposal"("author_id", "state");

-- CreateIndex
CREATE INDEX "comment_proposal_id_at_idx" ON "comment"("proposal_id", "at");

-- CreateIndex
CREATE INDEX "proposal_event_proposal_id_at_idx" ON "proposal_event"("proposal_id", "at");

-- CreateIndex
CREATE INDEX "grant_record_proposal_id_idx" ON "grant_record"("proposal_id");

-- CreateIndex
CREATE INDEX "publication_state_idx" ON "publication"("state");

-- CreateIndex
CREATE UNIQUE INDEX "chapter_credit_chapter_id_what_reference_key" ON "chapter_credit"("chapter_id", "what", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entry_hash_key" ON "ledger_entry"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "erratum_number_key" ON "erratum"("number");

-- CreateIndex
CREATE UNIQUE INDEX "erratum_fingerprint_key" ON "erratum"("fingerprint");

-- CreateIndex
CREATE INDEX "erratum_book_id_state_idx" ON "erratum"("book_id", "state");

-- CreateIndex
CREATE INDEX "erratum_chapter_id_state_idx" ON "erratum"("chapter_id", "state");

-- CreateIndex
CREATE INDEX "erratum_event_erratum_id_at_idx" ON "erratum_event"("erratum_id", "at");

-- CreateIndex
CREATE INDEX "notification_person_id_read_at_idx" ON "notification"("person_id", "read_at");

-- AddForeignKey
ALTER TABLE "chapter" ADD CONSTRAINT "chapter_book_id_fkey" FOREIGN KEY ("book_id") REFERENCES "book"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chapter" ADD CONSTRAINT "chapter_rendering_fkey" FOREIGN KEY ("rendering") REFERENCES "rendering"("key") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "book_file" ADD CONSTRAINT "book_file_book_id_fkey" FOREIGN KEY ("book_id") REFERENCES "book"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync" ADD CONSTRAINT "sync_book_id_fkey" FOREIGN KEY ("book_id") REFERENCES "book"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_book_id_fkey" FOREIGN KEY ("book_id") REFERENCES "book"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_file" ADD CONSTRAINT "proposal_file_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hunk_decision" ADD CONSTRAINT "hunk_decision_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_event" ADD CONSTRAINT "proposal_event_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant_record" ADD CONSTRAINT "grant_record_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant_record" ADD CONSTRAINT "grant_record_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chapter_credit" ADD CONSTRAINT "chapter_credit_chapter_id_fkey" FOREIGN KEY ("chapter_id") REFERENCES "chapter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "erratum" ADD CONSTRAINT "erratum_book_id_fkey" FOREIGN KEY ("book_id") REFERENCES "book"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "erratum" ADD CONSTRAINT "erratum_chapter_id_fkey" FOREIGN KEY ("chapter_id") REFERENCES "chapter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "erratum" ADD CONSTRAINT "erratum_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "erratum_event" ADD CONSTRAINT "erratum_event_erratum_id_fkey" FOREIGN KEY ("erratum_id") REFERENCES "erratum"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The ledger is append-only: even the owner of the table is refused.
CREATE FUNCTION "ledger_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only';
END
$$;
CREATE TRIGGER "ledger_entry_append_only" BEFORE UPDATE OR DELETE ON "ledger_entry"
  FOR EACH ROW EXECUTE FUNCTION "ledger_is_append_only"();
CREATE TRIGGER "ledger_entry_no_truncate" BEFORE TRUNCATE ON "ledger_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "ledger_is_append_only"();
