-- AlterTable
ALTER TABLE "proposal" ADD COLUMN     "clashes" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "hunk_decision" ADD COLUMN     "wording" TEXT;
