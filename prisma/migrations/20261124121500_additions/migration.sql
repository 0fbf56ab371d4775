-- CreateTable
CREATE TABLE "addition" (
    "id" TEXT NOT NULL,
    "proposal_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "media_type" TEXT,
    "size" INTEGER,
    "key" TEXT,
    "text" TEXT,
    "entry" JSONB,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "addition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload" (
    "sha256" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("sha256")
);

-- CreateIndex
CREATE INDEX "addition_proposal_id_idx" ON "addition"("proposal_id");

-- CreateIndex
CREATE INDEX "addition_sha256_idx" ON "addition"("sha256");

-- AddForeignKey
ALTER TABLE "addition" ADD CONSTRAINT "addition_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;
