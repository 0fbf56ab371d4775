-- CreateTable
CREATE TABLE "book_text" (
    "blob" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "book_text_pkey" PRIMARY KEY ("blob")
);

-- CreateTable
CREATE TABLE "chapter_rename" (
    "chapter_id" TEXT NOT NULL,
    "commit" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chapter_rename_pkey" PRIMARY KEY ("chapter_id","commit")
);

-- CreateTable
CREATE TABLE "chapter_history" (
    "chapter_id" TEXT NOT NULL,
    "commit" TEXT NOT NULL,
    "revisions" JSONB NOT NULL,
    "more" BOOLEAN NOT NULL,
    "read_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chapter_history_pkey" PRIMARY KEY ("chapter_id")
);

-- CreateIndex
CREATE INDEX "book_text_read_at_idx" ON "book_text"("read_at");

-- AddForeignKey
ALTER TABLE "chapter_rename" ADD CONSTRAINT "chapter_rename_chapter_id_fkey" FOREIGN KEY ("chapter_id") REFERENCES "chapter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chapter_history" ADD CONSTRAINT "chapter_history_chapter_id_fkey" FOREIGN KEY ("chapter_id") REFERENCES "chapter"("id") ON DELETE CASCADE ON UPDATE CASCADE;
