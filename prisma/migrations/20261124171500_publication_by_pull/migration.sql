-- AlterTable
ALTER TABLE "pull_request" ADD COLUMN     "publication" TEXT;
