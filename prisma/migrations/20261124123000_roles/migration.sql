-- AlterTable
ALTER TABLE "person" ADD COLUMN     "signed_in_at" TIMESTAMPTZ;

-- CreateTable
CREATE TABLE "role_change" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "by_id" TEXT,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "role_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "role_change_person_id_at_idx" ON "role_change"("person_id", "at");

-- AddForeignKey
ALTER TABLE "role_change" ADD CONSTRAINT "role_change_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
