import { server } from "#lib/server.ts";

export const dynamic = "force-dynamic";

/**
 * A file of the book by its content hash, which never changes. Served so that a hostile image cannot act: types are
 * those the sync found by looking at the bytes, and a sandbox policy keeps an SVG from running anything.
 */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ blob: string; name: string }> },
): Promise<Response> {
  const { blob } = await params;
  const etag = `"${blob}"`;
  const headers = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    "X-Content-Type-Options": "nosniff",
    ETag: etag,
  };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  const asset = await server.readAsset(blob);
  if (!asset) return new Response("There is no such file.\n", { status: 404 });
  return new Response(asset.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      ...headers,
      "Content-Type": asset.mediaType,
      "Content-Length": String(asset.bytes.byteLength),
    },
  });
}
