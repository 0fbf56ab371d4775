import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSite } from "#test/harness/index.ts";

/** A site of its own: the limits reached here must not be those of other tests. */
let running: Awaited<ReturnType<typeof startSite>>;
const site = () => running.site;
beforeAll(async () => {
  running = await startSite();
});
afterAll(() => running?.stop());

/** Requests as a tunnel, a proxy or a forger would send them; fetch does not let Host be set. */
function ask(
  path: string,
  headers: Record<string, string>,
  form?: string,
): Promise<{ status: number; location: string; body: string; cookies: string[] }> {
  const url = new URL(path, site().appUrl);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: "127.0.0.1", port: url.port, path, method: form === undefined ? "GET" : "POST", headers },
      (answer) => {
        let body = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => {
          body += chunk;
        });
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            location: answer.headers.location ?? "",
            cookies: answer.headers["set-cookie"] ?? [],
            body,
          }),
        );
      },
    );
    request.on("error", reject);
    request.end(form);
  });
}

const boundary = "form";

/** Send the form of the sign-in page that has this role, as a browser without scripts does. */
async function signInAs(role: string, headers: Record<string, string>) {
  const host = new URL(site().appUrl).host;
  const page = await ask("/sign-in?to=/notifications", { Host: host });
  const form = page.body.split("<form").find((each) => each.includes(`value="${role}"`)) ?? "";
  const fields = [...form.matchAll(/<input[^>]*>/gu)].map(([input]) => [
    /name="([^"]*)"/u.exec(input)?.[1] ?? "",
    /value="([^"]*)"/u.exec(input)?.[1]?.replaceAll("&quot;", '"') ?? "",
  ]);
  expect(fields.length).toBeGreaterThan(2);
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return ask(
    "/sign-in?to=/notifications",
    {
      Host: host,
      Origin: site().appUrl,
      "Content-Type": `multipart/form-data; boundary=${boundary}`,
      ...headers,
    },
    `${parts.join("")}--${boundary}--\r\n`,
  );
}

describe("demo accounts", () => {
  it("are a click away on this machine", async () => {
    const answer = await signInAs("editor", {});
    expect(answer.location).toMatch(/\/notifications$/u);
    expect(answer.cookies.join()).toContain("colophon.session");
  });

  it.each<[string, Record<string, string>]>([
    ["a tunnel with a name of its own", { Host: "book.ngrok.app", Origin: "https://book.ngrok.app" }],
    ["a tunnel that rewrites Host", { "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https" }],
    ["Cloudflare", { "CF-Connecting-IP": "203.0.113.9" }],
    ["a proxy by the book", { Forwarded: "for=203.0.113.9" }],
    [
      "a forged all-clear",
      { Via: "1.1 tunnel", "X-Colophon-Forwarded": "no", "X-Colophon-Client": "127.0.0.1" },
    ],
    ["a name that leads here", { Host: "rebound.example", Origin: "http://rebound.example" }],
  ])("are refused through %s", async (_, headers) => {
    const answer = await signInAs("editor", headers);
    expect(answer.location).toContain("error=demo-elsewhere");
    expect(answer.cookies.join()).not.toContain("colophon.session");
    const shown = await ask("/sign-in", headers);
    expect(shown.body).toContain("You came through a tunnel");
    expect(shown.body).not.toContain("Edda Editor");
  });

  it("cannot be had past the form", async () => {
    const host = new URL(site().appUrl).host;
    for (const path of ["/api/auth/callback/demo", "/api/auth/signin/demo"]) {
      const answer = await ask(
        path,
        { Host: host, "Content-Type": "application/x-www-form-urlencoded" },
        "role=editor",
      );
      expect(answer.status).toBe(405);
      expect(answer.cookies.join()).not.toContain("colophon.session");
    }
  });
});

describe("limits", () => {
  it("count the connection, whatever X-Forwarded-For says", async () => {
    const host = new URL(site().appUrl).host;
    const tries = async (count: number) => {
      const answers = [];
      for (let at = 0; at < count; at += 1) {
        const forged = { "X-Forwarded-For": `198.51.100.${at}`, "X-Colophon-Client": `198.51.100.${at}` };
        answers.push((await ask("/api/auth/callback/github?state=x", { Host: host, ...forged })).location);
      }
      return answers;
    };
    // Tries of the tests before count as well, so only the end is sure.
    expect((await tries(201)).at(-1)).toContain("error=limited");
    const page = await ask("/sign-in?error=limited", { Host: host });
    expect(page.body).toContain("Please wait ten minutes");
  });
});
