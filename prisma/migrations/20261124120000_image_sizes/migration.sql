-- AlterTable
ALTER TABLE "asset" ADD COLUMN     "height" INTEGER,
ADD COLUMN     "width" INTEGER;
