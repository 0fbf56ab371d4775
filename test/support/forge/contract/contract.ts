import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import type { RouteName, WebhookName } from "./operations.ts";

interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: { type?: string };
}

interface Operation {
  parameters: Parameter[];
  body: { required: boolean; schema: Schema | null } | null;
  /** By status; null where no JSON is described. */
  responses: Record<string, Schema | null>;
}

type Schema = { $ref?: string; type?: string; properties?: Record<string, unknown>; [key: string]: unknown };

interface Description {
  source: { package: string; version: string; sha256: string };
  routes: Record<RouteName, Operation>;
  webhooks: Record<WebhookName, Schema>;
  schemas: Record<string, Schema>;
}

/** What GitHub answers anywhere, whether an operation's description says so or not. */
const everywhere = new Set([301, 304, 307, 401, 403, 404, 429, 500, 502, 503, 504]);

let loaded: { description: Description; ajv: Ajv } | undefined;
const compiled = new Map<string, ValidateFunction>();

/** Read once for all tests of a file; a schema is compiled when it is first needed. */
function load() {
  if (loaded) return loaded;
  const description = JSON.parse(
    readFileSync(join(import.meta.dirname, "github.json"), "utf8"),
  ) as Description;
  const ajv = new Ajv({ strict: false, allErrors: true, verbose: true });
  formats.default(ajv);
  ajv.addFormat("int64", true).addFormat("timezone", true).addFormat("repo.nwo", true);
  // Bots have addresses with brackets, which the strict grammar does not know and GitHub sends all the same.
  ajv.addFormat("email", /^\S+@\S+$/u);
  for (const [name, schema] of Object.entries(description.schemas))
    ajv.addSchema(schema, `#/schemas/${name}`);
  loaded = { description, ajv };
  return loaded;
}

function faults(key: string, schema: Schema, value: unknown): string[] {
  const { ajv } = load();
  let validate = compiled.get(key);
  if (!validate) {
    validate = ajv.compile(schema);
    compiled.set(key, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, 12).map(inWords);
}

function inWords(error: ErrorObject): string {
  const got = error.keyword === "required" ? "" : `, got ${JSON.stringify(error.data)?.slice(0, 80)}`;
  return `${error.instancePath || "/"} ${error.message}${got}`;
}

/** Properties at the top that the description does not list: GitHub ignores them in requests and never sends them. */
function unlisted(schema: Schema, value: unknown): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const described = schema.$ref ? load().description.schemas[schema.$ref.slice("#/schemas/".length)] : schema;
  if (!described?.properties || described.oneOf || described.anyOf || described.allOf) return [];
  if (described.additionalProperties) return [];
  const listed = described.properties;
  return Object.keys(value).flatMap((name) => (name in listed ? [] : [`/${name} is no property of it`]));
}

export interface Asked {
  route: RouteName;
  parameters: Record<string, string>;
  query: URLSearchParams;
  /** Undefined when nothing was sent. */
  body: unknown;
}

/** How a request differs from what GitHub describes. */
export function requestFaults({ route, parameters, query, body }: Asked): string[] {
  const operation = load().description.routes[route];
  const found: string[] = [];
  for (const [place, entries] of [
    ["path", Object.entries(parameters)],
    ["query", [...query]],
  ] as const) {
    for (const [name, text] of entries) {
      const known = operation.parameters.find((each) => each.in === place && each.name === name);
      if (!known) found.push(`${place} parameter ${name} is not described`);
      else {
        const key = `${route} ${place} ${name}`;
        const value =
          known.schema.type === "string" || known.schema.type === undefined ? text : readPlain(text);
        for (const fault of faults(key, known.schema, value))
          found.push(`${place} parameter ${name}: ${fault}`);
      }
    }
  }
  if (body !== undefined && operation.body === null) found.push("a body is sent, and none is described");
  if (body === undefined && operation.body?.required) found.push("the body is missing");
  if (body !== undefined && operation.body?.schema) {
    const schema = operation.body.schema;
    found.push(...faults(`${route} body`, schema, body).map((fault) => `body: ${fault}`));
    found.push(...unlisted(schema, body).map((fault) => `body: ${fault}`));
  }
  return found;
}

/** How an answer differs from what GitHub describes. `body` is undefined when there is none. */
export function responseFaults(route: RouteName, status: number, body: unknown): string[] {
  const { responses } = load().description.routes[route];
  const schema = responses[status];
  if (schema === undefined) return everywhere.has(status) ? [] : [`status ${status} is not described`];
  if (schema === null)
    return body === undefined || status >= 300 ? [] : [`a body with status ${status} is not described`];
  if (body === undefined) return [`the body of status ${status} is missing`];
  // Errors carry more than the description says: `status`, and links to documentation.
  const more = status >= 400 ? [] : unlisted(schema, body);
  return [...faults(`${route} ${status}`, schema, body), ...more].map(
    (fault) => `answer ${status}: ${fault}`,
  );
}

/** How a webhook's payload differs from what GitHub describes. */
export function webhookFaults(name: WebhookName, payload: unknown): string[] {
  const schema = load().description.webhooks[name];
  return [...faults(`webhook ${name}`, schema, payload), ...unlisted(schema, payload)];
}

function readPlain(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
