-- AlterTable
ALTER TABLE "proposal_file" ADD COLUMN     "done" TEXT[] DEFAULT ARRAY[]::TEXT[];
