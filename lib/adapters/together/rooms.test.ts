import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { ok, refuse } from "#lib/core/outcome.ts";
import { type Actor, anonymous } from "#lib/core/policy/index.ts";
import { type Person, roomLimits, type ServerMessage } from "#lib/core/together/index.ts";
import { judgeUpdate } from "./judge-update.ts";
import { Rooms } from "./rooms.ts";
import { documentOf, rewrite, textOf } from "./shared-text.ts";

/** What is stored, for all processes, and who may write. Sessions are the name in the cookie. */
class Site {
  doc = documentOf([]);
  rows: Uint8Array[] = [];
  writers = new Set(["anna", "ben", "cleo"]);
  reported: unknown[] = [];
  processes: Rooms[] = [];
  private closing: (() => void)[] = [];

  constructor() {
    this.rows.push(rewrite(this.doc, "One. Two. Three.") as Uint8Array);
  }

  /** A web process with its rooms. */
  async open(): Promise<{ rooms: Rooms; url: string }> {
    const rooms = new Rooms({
      actor: async (id) => ({ id, name: id, role: "contributor" }),
      identify: async ({ headers }) => this.named(headers.cookie ?? ""),
      isOurs: (origin) => origin === "http://ours.example",
      enter: async ({ id }, place) =>
        id && this.writers.has(id) && place.id === "draft"
          ? ok(true)
          : refuse("not-found", "This draft does not exist any more."),
      exchange: async (actor, { vector, update }) => {
        if (update) {
          const judged = judgeUpdate(this.doc, update, () => true);
          if (!judged.ok) return judged;
          Y.applyUpdate(this.doc, update);
          this.rows.push(update);
        }
        return this.writers.has(actor.id ?? "")
          ? ok({
              update: Y.encodeStateAsUpdate(this.doc, vector ?? Y.encodeStateVector(this.doc)),
              version: this.rows.length,
              at: BigInt(this.rows.length),
            })
          : refuse("not-found", "This draft does not exist any more.");
      },
      since: async (_, after) =>
        this.rows.slice(Number(after)).map((bytes, index) => ({ at: after + BigInt(index + 1), bytes })),
      tellPeople: async (news) => {
        for (const each of this.processes) each.hear(news);
      },
      report: (error) => void this.reported.push(error),
    });
    this.processes.push(rooms);
    const server: Server = createServer();
    server.on("upgrade", (request, socket, head) => void rooms.upgrade(request, socket, head));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.closing.push(() => {
      rooms.close();
      server.closeAllConnections();
      server.close();
    });
    return { rooms, url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  close(): void {
    for (const close of this.closing) close();
  }

  private named(cookie: string): Actor {
    const name = /^session=(\w+)$/u.exec(cookie)?.[1];
    return name ? { id: name, name, role: "contributor" } : anonymous;
  }
}

/** A page: it knows what it was told, and can wait for it. */
class Page {
  readonly doc = new Y.Doc();
  readonly told: ServerMessage[] = [];
  readonly socket: WebSocket;
  private looks: (() => void)[] = [];
  closed: number | null = null;

  constructor(
    url: string,
    name: string | null,
    { origin = "http://ours.example", path = "/together?id=draft&path=one.qmd" } = {},
  ) {
    this.socket = new WebSocket(`${url}${path}`, {
      origin,
      headers: name ? { cookie: `session=${name}` } : {},
    });
    this.socket.on("open", () => this.socket.send(Y.encodeStateVector(this.doc)));
    this.socket.on("message", (data: Buffer, isBinary: boolean) => {
      if (isBinary) Y.applyUpdate(this.doc, new Uint8Array(data));
      else this.told.push(JSON.parse(data.toString()) as ServerMessage);
      this.look();
    });
    this.socket.on("close", (code) => {
      this.closed = code;
      this.look();
    });
    this.socket.on("error", () => {
      this.closed ??= 0;
      this.look();
    });
  }

  private look(): void {
    for (const each of this.looks) each();
  }

  until(fits: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (fits()) resolve();
      };
      this.looks.push(look);
      look();
    });
  }

  text = () => textOf(this.doc);
  hasText = (text: string) => this.until(() => this.text() === text);
  isClosed = () => this.until(() => this.closed !== null);
  people(): Person[] {
    const last = this.told.findLast((each) => each.kind === "people");
    return last?.kind === "people" ? last.people : [];
  }

  write(change: (text: string) => string): void {
    const update = rewrite(this.doc, change(this.text()));
    if (update) this.socket.send(update);
  }
}

let site: Site;
beforeEach(() => {
  site = new Site();
});
afterEach(() => site.close());

describe("a room", () => {
  it("brings what each writes to all others, once it is stored", async () => {
    const { url } = await site.open();
    const [anna, ben] = [new Page(url, "anna"), new Page(url, "ben")];
    await Promise.all([anna.hasText("One. Two. Three."), ben.hasText("One. Two. Three.")]);
    anna.write((text) => text.replace("One", "First"));
    ben.write((text) => text.replace("Three", "Last"));
    await Promise.all([anna.hasText("First. Two. Last."), ben.hasText("First. Two. Last.")]);
    expect(textOf(site.doc)).toBe("First. Two. Last.");
    await anna.until(() => anna.told.some((each) => each.kind === "stored" && each.frames === 1));
  });

  it("tells who is here, by their sessions, and where", async () => {
    const { url } = await site.open();
    const anna = new Page(url, "anna");
    await anna.until(() => anna.people().length === 1);
    const ben = new Page(url, "ben");
    await anna.until(() => anna.people().length === 2);
    expect(anna.people().map(({ name }) => name)).toEqual(["anna", "ben"]);
    expect(new Set(anna.people().map(({ colour }) => colour)).size).toBe(2);
    ben.socket.send(JSON.stringify({ kind: "place", place: { anchor: "AA==", head: "AA==" } }));
    await anna.until(() => anna.told.some((each) => each.kind === "place"));
    ben.socket.close();
    await anna.until(() => anna.people().length === 1);
  });

  it("brings what is stored by another process", async () => {
    const [one, two] = [await site.open(), await site.open()];
    const [anna, ben] = [new Page(one.url, "anna"), new Page(two.url, "ben")];
    await Promise.all([anna.hasText("One. Two. Three."), ben.hasText("One. Two. Three.")]);
    anna.write((text) => text.replace("Two", "Zwei"));
    await anna.until(() => anna.told.some((each) => each.kind === "stored" && each.frames === 1));
    two.rooms.hear({ proposal: "draft", path: "one.qmd" });
    await ben.hasText("One. Zwei. Three.");
  });

  it("tells who is here in another process, and where", async () => {
    const [one, two] = [await site.open(), await site.open()];
    const [anna, ben] = [new Page(one.url, "anna"), new Page(two.url, "ben")];
    await anna.until(() => anna.people().length === 2);
    await ben.until(() => ben.people().length === 2);
    expect(new Set(anna.people().map(({ id }) => id)).size).toBe(2);
    const place = { anchor: "AA==", head: "AA==" };
    ben.socket.send(JSON.stringify({ kind: "place", place }));
    await anna.until(() => anna.people().some((each) => each.name === "ben" && each.place !== null));
    ben.socket.close();
    await anna.until(() => anna.people().length === 1);
  });

  it("ends for those who lose their right, at once", async () => {
    const { url, rooms } = await site.open();
    const [anna, ben] = [new Page(url, "anna"), new Page(url, "ben")];
    await Promise.all([anna.hasText("One. Two. Three."), ben.hasText("One. Two. Three.")]);
    site.writers.delete("ben");
    rooms.hear({ proposal: "draft", path: null });
    await ben.isClosed();
    expect(ben.closed).toBe(4403);
    expect(anna.closed).toBeNull();
    // And where nobody was told, when they write.
    site.writers.delete("anna");
    anna.write((text) => `${text} More.`);
    await anna.isClosed();
    expect(anna.closed).toBe(4403);
  });
});

describe("the door", () => {
  it.each([
    ["another site's page", "anna", { origin: "http://evil.example" }],
    ["no origin", "anna", { origin: "" }],
    ["nobody signed in", null, {}],
    ["another address", "anna", { path: "/elsewhere?id=draft&path=one.qmd" }],
  ])("takes no socket of %s", async (_name, who, options) => {
    const { url } = await site.open();
    const page = new Page(url, who, options);
    await page.isClosed();
    expect(page.told).toEqual([]);
    expect(page.text()).toBe("");
  });

  it.each([
    ["somebody else's draft", "dora", {}],
    ["a draft that is none", "anna", { path: "/together?id=other&path=one.qmd" }],
  ])("says of %s that it is over, and nothing else", async (_name, who, options) => {
    const { url } = await site.open();
    const page = new Page(url, who, options);
    await page.isClosed();
    expect(page.closed).toBe(4403);
    expect(page.told).toEqual([]);
  });

  it("lets no more in than there is room for", async () => {
    const { url } = await site.open();
    const pages: Page[] = [];
    for (let count = 0; count < roomLimits.perPerson; count++) {
      const page = new Page(url, "anna");
      pages.push(page);
      await page.until(() => page.told.length > 0);
    }
    const more = new Page(url, "anna");
    await more.isClosed();
    expect(more.told).toEqual([]);
    pages[0]?.socket.close();
    await pages[0]?.isClosed();
  });
});

describe("a connection that does what no editor does", () => {
  const forged: [string, number, (page: Page) => void][] = [
    ["bytes that are no change", 1008, (page) => page.socket.send(Uint8Array.from([200, 201, 202]))],
    ["words that are no message", 1008, (page) => page.socket.send("hello")],
    [
      "somebody else's name",
      1008,
      (page) => page.socket.send(JSON.stringify({ kind: "people", people: [{ id: 1, name: "x" }] })),
    ],
    ["a frame that is too large", 1009, (page) => page.socket.send(new Uint8Array(roomLimits.frame + 1))],
    [
      "too many frames",
      1008,
      (page) => {
        const place = JSON.stringify({ kind: "place", place: null });
        for (let count = 0; count <= roomLimits.frames; count++) page.socket.send(place);
      },
    ],
    [
      "another text",
      1008,
      (page) => {
        const doc = new Y.Doc();
        doc.getMap("more").set("x", 1);
        page.socket.send(Y.encodeStateAsUpdate(doc));
      },
    ],
  ];

  it.each(forged)("%s ends it, and nobody sees anything of it", async (_name, code, forge) => {
    const { url } = await site.open();
    const [anna, cleo] = [new Page(url, "anna"), new Page(url, "cleo")];
    await Promise.all([anna.hasText("One. Two. Three."), cleo.hasText("One. Two. Three.")]);
    forge(cleo);
    await cleo.isClosed();
    expect(cleo.closed).toBe(code);
    anna.write((text) => `${text} Still here.`);
    await anna.until(() => anna.told.some((each) => each.kind === "stored"));
    expect(textOf(site.doc)).toBe("One. Two. Three. Still here.");
    expect(site.reported).toEqual([]);
  });
});
