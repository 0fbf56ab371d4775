-- AlterTable
ALTER TABLE "proposal" ADD COLUMN     "share_key" TEXT;

-- CreateTable
CREATE TABLE "proposal_author" (
    "proposal_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "typed" BOOLEAN NOT NULL DEFAULT false,
    "left_at" TIMESTAMPTZ,

    CONSTRAINT "proposal_author_pkey" PRIMARY KEY ("proposal_id","person_id")
);

-- CreateTable
CREATE TABLE "draft_update" (
    "id" BIGSERIAL NOT NULL,
    "proposal_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "person_id" TEXT,
    "bytes" BYTEA NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_update_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft_client" (
    "proposal_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "client" BIGINT NOT NULL,
    "person_id" TEXT,

    CONSTRAINT "draft_client_pkey" PRIMARY KEY ("proposal_id","path","client")
);

-- CreateIndex
CREATE UNIQUE INDEX "proposal_share_key_key" ON "proposal"("share_key");

-- CreateIndex
CREATE INDEX "proposal_author_person_id_idx" ON "proposal_author"("person_id");

-- CreateIndex
CREATE INDEX "draft_update_proposal_id_path_id_idx" ON "draft_update"("proposal_id", "path", "id");

-- AddForeignKey
ALTER TABLE "proposal_author" ADD CONSTRAINT "proposal_author_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal_author" ADD CONSTRAINT "proposal_author_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_update" ADD CONSTRAINT "draft_update_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_client" ADD CONSTRAINT "draft_client_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;
