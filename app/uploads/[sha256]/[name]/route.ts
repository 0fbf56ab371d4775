import { server } from "#lib/server.ts";

export const dynamic = "force-dynamic";

/** An image that is only proposed, for those who may see the proposal; served as harmlessly as the book's own. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ sha256: string; name: string }> },
): Promise<Response> {
  const image = await server.readUpload((await params).sha256);
  if (!image) return new Response("There is no such file.\n", { status: 404 });
  return new Response(image.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      "Cache-Control": "private, max-age=600",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
      "Content-Type": image.mediaType,
      "Content-Length": String(image.bytes.byteLength),
      "X-Content-Type-Options": "nosniff",
    },
  });
}
