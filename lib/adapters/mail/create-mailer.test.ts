import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMailer } from "./create-mailer.ts";
import { plainAddress } from "./letter.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "colophon-mail-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const from = "Colophon <book@example.org>";
const letter = { to: "ada@example.org", subject: "Your report", text: "Grüße\n.\nbye\n" };
const files = () => readdirSync(folder).filter((name) => name.endsWith(".eml"));
const only = () => readFileSync(join(folder, files()[0] ?? ""), "utf8");
const head = (message: string) => message.slice(0, message.indexOf("\r\n\r\n"));

describe("letters as files", () => {
  it("are complete messages, with what was asked for", async () => {
    const sent = await createMailer({ from, folder }).send({
      ...letter,
      html: "<p>Grüße</p>",
      headers: { "List-Unsubscribe": "<https://example.org/u>" },
    });
    expect(sent).toMatchObject({ ok: true });
    expect(files()).toHaveLength(1);
    const message = only();
    for (const line of [
      "From: Colophon <book@example.org>",
      "To: ada@example.org",
      "Subject: Your report",
      "List-Unsubscribe: <https://example.org/u>",
    ]) {
      expect(head(message)).toContain(line);
    }
    expect(message).toContain("multipart/alternative");
    expect(readdirSync(folder)).toEqual(files());
  });

  it("cannot be given another receiver or header through any field", async () => {
    const mailer = createMailer({ from, folder });
    for (const to of [
      "a@b.org\r\nBcc: m@evil.org",
      "a@b.org, m@evil.org",
      '"e@evil.org"@b.org',
      "A <a@b.org>",
      "a@b.org;m@evil.org",
      "",
      "a",
      "-@-",
    ]) {
      expect(await mailer.send({ ...letter, to }), to).toMatchObject({
        ok: false,
        problem: { code: "input.invalid", at: "to" },
      });
    }
    for (const name of ["Bcc", "to", "X:Y", "X\r\nBcc", "Content-Type", "From"]) {
      expect(await mailer.send({ ...letter, headers: { [name]: "x" } }), name).toMatchObject({
        problem: { code: "input.invalid" },
      });
    }
    expect(files()).toEqual([]);
    const nasty = "Hi\r\nBcc: m@evil.org\r\n\r\nbody\u2028x";
    expect((await mailer.send({ ...letter, subject: nasty, headers: { "X-Book": nasty } })).ok).toBe(true);
    expect(head(only())).not.toMatch(/^bcc:/im);
  });

  it("are refused for later when the folder cannot be used", async () => {
    writeFileSync(join(folder, "file"), "");
    const sent = await createMailer({ from, folder: join(folder, "file") }).send(letter);
    expect(sent).toMatchObject({ problem: { code: "storage.unavailable" } });
  });
});

describe("letters by SMTP", () => {
  /** A mail server that answers each command by a rule and keeps the conversation. */
  async function smtp(
    rule: (command: string) => string | null,
  ): Promise<{ server: Server; said: string[]; url: string }> {
    const said: string[] = [];
    const server = createServer((socket) => {
      let inData = false;
      socket.write("220 test\r\n");
      socket.on("error", () => {});
      socket.on("data", (chunk) => {
        for (const line of chunk
          .toString("utf8")
          .split("\r\n")
          .filter((each) => each !== "")) {
          said.push(line);
          if (inData && line !== ".") continue;
          inData = line === "DATA";
          const reply =
            rule(line) ??
            (inData ? "354 go" : line.startsWith("EHLO") ? "250-test\r\n250 AUTH PLAIN" : "250 ok");
          if (reply === "drop") socket.destroy();
          else socket.write(`${reply}\r\n`);
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { server, said, url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }
  const closed = (server: Server) => new Promise((resolve) => server.close(resolve));

  it("reach exactly the one receiver, dots intact", async () => {
    const { server, said, url } = await smtp(() => null);
    expect((await createMailer({ smtpUrl: url, from, folder }).send(letter)).ok).toBe(true);
    await closed(server);
    expect(said.filter((line) => line.startsWith("RCPT"))).toEqual(["RCPT TO:<ada@example.org>"]);
    expect(said).toContain("Subject: Your report");
    expect(files()).toEqual([]);
  });

  it.each([
    ["a passing refusal", (c: string) => (c.startsWith("RCPT") ? "451 later" : null), "storage.unavailable"],
    ["a final refusal", (c: string) => (c.startsWith("RCPT") ? "550 no such user" : null), "input.invalid"],
    ["a broken connection", (c: string) => (c === "DATA" ? "drop" : null), "storage.unavailable"],
    [
      "a refused sign-in",
      (c: string) => (c.startsWith("AUTH") ? "535 bad hunter2" : null),
      "storage.unavailable",
    ],
  ])("say what to do after %s, without passwords", async (_, rule, code) => {
    const { server, url } = await smtp(
      (command) => rule(command) ?? (command.startsWith("AUTH") ? "235 ok" : null),
    );
    const smtpUrl = url.replace("smtp://", "smtp://me:hunter2@");
    const sent = await createMailer({ smtpUrl, from, folder }).send(letter);
    await closed(server);
    expect(sent).toMatchObject({ ok: false, problem: { code } });
    expect(JSON.stringify(sent)).not.toContain("hunter2");
  });

  it("are kept for later when no server answers", async () => {
    const { server, url } = await smtp(() => null);
    await closed(server);
    expect(await createMailer({ smtpUrl: url, from, folder }).send(letter)).toMatchObject({
      problem: { code: "storage.unavailable" },
    });
  });
});

it("an address is folded before it is judged, so that look-alikes do not pass unseen", () => {
  expect(plainAddress(" ada＠example.org ")).toBe("ada@example.org");
  expect(plainAddress("ada@exämple.org")).toBe("ada@exämple.org");
  expect(plainAddress("a..b@example.org")).toBeNull();
  expect(plainAddress("a@b@example.org")).toBeNull();
});
