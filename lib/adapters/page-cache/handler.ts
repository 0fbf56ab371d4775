/**
 * Next's cache handler over the page store (`cacheHandler` in next.config.ts). Next calls it by the shape of
 * https://nextjs.org/docs/app/api-reference/config/next-config-js/incrementalCacheHandlerPath.
 */
import { pageStore } from "./store.ts";

interface PageValue {
  html?: string;
  rscData?: { byteLength: number };
  body?: { byteLength: number };
}

/** Next names a page `/route-cache/APP_PAGE/<build>/$/read/…`; what changes is announced by path. */
export function pathOf(key: string): string {
  return /^\/route-cache\/[^/]+\/[^/]+\/\$(\/.*)$/su.exec(key)?.[1] ?? key;
}

export default class PageCacheHandler {
  async get(key: string): Promise<{ value: unknown; lastModified: number } | null> {
    return pageStore().get(pathOf(key));
  }

  async set(key: string, value: PageValue | null, context: { tags?: string[] } = {}): Promise<void> {
    if (value === null) return;
    const bytes =
      2 * (value.html?.length ?? 0) + (value.rscData?.byteLength ?? 0) + (value.body?.byteLength ?? 0) + 500;
    pageStore().set(pathOf(key), value, context.tags ?? [], bytes);
  }

  async revalidateTag(tags: string | string[]): Promise<void> {
    pageStore().forgetTags([tags].flat());
  }

  resetRequestCache(): void {}
}
