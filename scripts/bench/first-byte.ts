import { Agent, get } from "node:http";

/**
 * Milliseconds from sending a request to the first byte of its answer's body, for `count` requests with `side` of them
 * under way at a time, on connections that stay open, as browsers ask. The whole answer is read; one that is not 200 throws.
 */
export async function firstBytes(url: string, count: number, side: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: side });
  const times: number[] = [];
  let left = count;
  const line = async () => {
    while (left > 0) {
      left--;
      times.push(await firstByte(url, agent));
    }
  };
  try {
    await Promise.all(Array.from({ length: side }, line));
  } finally {
    agent.destroy();
  }
  return times;
}

function firstByte(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    get(url, { agent, headers: { accept: "text/html", "accept-encoding": "gzip" } }, (response) => {
      let first: number | undefined;
      response.on("data", () => {
        first ??= performance.now() - began;
      });
      response.on("end", () => {
        if (response.statusCode === 200 && first !== undefined) resolve(first);
        else reject(new Error(`${url} answered ${response.statusCode}.`));
      });
      response.on("error", reject);
    }).on("error", reject);
  });
}
