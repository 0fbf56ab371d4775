import { redirect } from "next/navigation";
import { server } from "#lib/server.ts";

export const dynamic = "force-dynamic";

/** The book of this site; while it is being fetched, how far that is. */
export default async function FrontDoor() {
  const book = await server.currentBook();
  redirect(book?.head ? `/read/${book.slug}` : "/progress");
}
