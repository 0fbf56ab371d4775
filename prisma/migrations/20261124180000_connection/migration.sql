-- CreateTable
CREATE TABLE "connection" (
    "id" TEXT NOT NULL,
    "book" JSONB,
    "app" JSONB,
    "search" JSONB,
    "secrets" TEXT,
    "checks" JSONB,
    "version" INTEGER NOT NULL DEFAULT 0,
    "changed_at" TIMESTAMPTZ,
    "changed_by" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);
