import { type Answer, Refusal } from "./answer.ts";

/** Cut a list into pages, with the Link header by which GitHub's clients find the others. */
export function cutPages(answer: Answer, address: string, query: URLSearchParams): Answer {
  if (!answer.list) return answer;
  const { items, wrap } = answer.list;
  const size = Math.min(100, positive(query.get("per_page"), 30));
  const page = positive(query.get("page"), 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const shown = items.slice((page - 1) * size, page * size);
  const to = (wanted: number, rel: string) => {
    const url = new URL(address);
    for (const [name, value] of query) url.searchParams.set(name, value);
    url.searchParams.set("page", String(wanted));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(page - 1, "prev")] : []),
    ...(page < last ? [to(page + 1, "next"), to(last, "last")] : []),
    ...(page > 1 ? [to(1, "first")] : []),
  ];
  return {
    status: answer.status,
    body: wrap ? wrap(shown, items.length) : shown,
    headers: { ...answer.headers, ...(links.length > 0 ? { link: links.join(", ") } : {}) },
  };
}

function positive(text: string | null, otherwise: number): number {
  if (text === null) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Refusal(422, "Invalid page");
  return value;
}
