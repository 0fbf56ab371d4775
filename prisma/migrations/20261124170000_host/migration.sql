-- AlterTable
ALTER TABLE "book" ADD COLUMN     "host_id" BIGINT,
ADD COLUMN     "host_problem" TEXT,
ADD COLUMN     "host_round_at" TIMESTAMPTZ;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "role_source" TEXT NOT NULL DEFAULT 'repository';

-- What was decided here so far stays so.
UPDATE "person" SET "role_source" = 'given'
WHERE "role" <> 'contributor' OR "id" IN (SELECT "person_id" FROM "role_change");

-- AlterTable
ALTER TABLE "account" ADD COLUMN     "permission" TEXT,
ADD COLUMN     "permission_at" TIMESTAMPTZ;

-- AlterTable
ALTER TABLE "comment" ADD COLUMN     "host_id" TEXT,
ADD COLUMN     "origin" TEXT NOT NULL DEFAULT 'colophon';

-- CreateTable
CREATE TABLE "pull_request" (
    "proposal_id" TEXT NOT NULL,
    "book_id" TEXT NOT NULL,
    "number" INTEGER,
    "origin" TEXT NOT NULL,
    "branch" TEXT NOT NULL,
    "base" TEXT,
    "head" TEXT,
    "shown" TEXT,
    "state" TEXT NOT NULL,
    "page_url" TEXT NOT NULL DEFAULT '',
    "outside" JSONB,
    "problem" TEXT,
    "host_updated_at" TIMESTAMPTZ,

    CONSTRAINT "pull_request_pkey" PRIMARY KEY ("proposal_id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "action" TEXT,
    "repository_id" BIGINT,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ,
    "problem" TEXT,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "pull_request_book_id_number_key" ON "pull_request"("book_id", "number");

-- CreateIndex
CREATE INDEX "delivery_handled_at_idx" ON "delivery"("handled_at");

-- CreateIndex
CREATE UNIQUE INDEX "comment_host_id_key" ON "comment"("host_id");

-- AddForeignKey
ALTER TABLE "pull_request" ADD CONSTRAINT "pull_request_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pull_request" ADD CONSTRAINT "pull_request_book_id_fkey" FOREIGN KEY ("book_id") REFERENCES "book"("id") ON DELETE CASCADE ON UPDATE CASCADE;
