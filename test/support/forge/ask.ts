import type { Forge } from "./start-forge.ts";

export interface Said {
  status: number;
  headers: Headers;
  body: Json;
}

/** JSON that tests look into by name. */
export interface Json {
  readonly [name: string]: Json;
}

/** Ask the REST interface as plainly as possible: no client in between. */
export function asker(forge: Forge, token: string | undefined, more: Record<string, string> = {}) {
  return async (method: string, path: string, sent?: unknown): Promise<Said> => {
    const response = await fetch(`${forge.apiUrl}${path}`, {
      method,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...more },
      redirect: "manual",
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    });
    const words = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: words === "" ? {} : JSON.parse(words),
    };
  };
}
