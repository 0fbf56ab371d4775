import { createHmac } from "node:crypto";
import { expect, it, vi } from "vitest";
import { startReceiver } from "./index.ts";
import { withForge } from "./with-forge.ts";

// Real processes on a busy machine: slowness is no failure.
vi.setConfig({ testTimeout: 60_000 });

it(
  "webhooks are held, sent in any order, twice, with another secret, again, or never",
  withForge(async (forge) => {
    const receiver = await startReceiver();
    const book = await forge.addRepository("ada/book");
    forge.addHook(book, { url: receiver.url, secret: "hush", events: ["push"] });
    forge.deliveries.hold();
    for (const path of ["1", "2", "3", "4"]) await forge.commit(book, { [path]: path }, { message: path });
    await forge.deliveries.settled();
    expect(receiver.received).toEqual([]);
    const [first, second, third, fourth] = forge.deliveries.waiting();
    if (!first || !second || !third || !fourth) throw new Error("Four were pushed");
    forge.deliveries.drop(second);
    await forge.deliveries.send(fourth);
    await forge.deliveries.send(first, { secret: "guess" });
    expect(await forge.deliveries.send(first)).toMatchObject({ redelivery: true, status: 202 });
    receiver.answer = 500;
    expect(await forge.deliveries.send(fourth)).toMatchObject({ redelivery: true, status: 500 });
    receiver.answer = 202;
    await forge.deliveries.release();
    await forge.commit(book, { "5": "5" }, { message: "5" });
    await forge.deliveries.settled();
    const messages = receiver.received.map(({ body }) => JSON.parse(body).head_commit.message);
    expect(messages).toEqual(["4", "1", "1", "4", "3", "5"]);
    const good = receiver.received.map(({ headers, body }) => {
      const signature = `sha256=${createHmac("sha256", "hush").update(body).digest("hex")}`;
      return headers["x-hub-signature-256"] === signature;
    });
    expect(good).toEqual([true, false, true, true, true, true]);
    const ids = receiver.received.map(({ headers }) => headers["x-github-delivery"]);
    expect(ids[0]).toBe(ids[3]);
    expect(ids[1]).toBe(ids[2]);
    expect(new Set(ids).size).toBe(4);
    await receiver.close();
  }),
);

it(
  "an app hears of the repositories it is installed on, of its own fate, and of nothing while suspended",
  withForge(async (forge) => {
    const receiver = await startReceiver();
    const book = await forge.addRepository("ada/book");
    const other = await forge.addRepository("ada/other");
    forge.addPerson("bo");
    const app = forge.addApp({ owner: "ada", hookUrl: receiver.url });
    const installation = forge.install(app, "ada", [book]);
    await forge.commit(book, { a: "a" });
    await forge.commit(other, { a: "a" });
    forge.choose(installation, [other]);
    forge.permit(installation, { metadata: "read" });
    forge.suspend(installation);
    await forge.commit(other, { b: "b" });
    forge.unsuspend(installation);
    forge.rename(other, "more");
    forge.transfer(other, "bo");
    await forge.remove(book);
    forge.uninstall(installation);
    await forge.deliveries.settled();
    const told = receiver.received.map(({ headers, body }) => {
      const { action, installation: of } = JSON.parse(body);
      expect(of.id).toBe(installation.id);
      return [headers["x-github-event"], action].filter(Boolean).join(" ");
    });
    expect(told).toEqual([
      "installation created",
      "push",
      "installation_repositories added",
      "installation_repositories removed",
      "installation new_permissions_accepted",
      "installation suspend",
      "installation unsuspend",
      "repository renamed",
      "installation deleted",
    ]);
    await receiver.close();
  }),
);

it(
  "a receiver that is not there is a failed delivery and no failure of the forge",
  withForge(async (forge) => {
    const book = await forge.addRepository("ada/book");
    forge.addHook(book, { url: "http://127.0.0.1:9/" });
    await forge.commit(book, { a: "a" });
    await forge.deliveries.settled();
    expect(forge.deliveries.all()[0]?.attempts).toMatchObject([
      { status: null, response: "failed to connect to host" },
    ]);
  }),
);
