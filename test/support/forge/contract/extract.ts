/**
 * Makes `github.json` from GitHub's published OpenAPI description, of which it is a small part (MIT licence, GitHub):
 * the operations and webhooks named in operations.ts and the schemas they need, without words and examples, and with
 * OpenAPI's `nullable` written as JSON Schema writes it. One entry a line, so that a change can be read.
 *
 *     npm install --no-save @octokit/openapi@23.0.2
 *     node test/support/forge/contract/extract.ts
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { operations, webhookNames } from "./operations.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Tree = { [key: string]: Json };

const require = createRequire(import.meta.url);
const file = join(require.resolve("@octokit/openapi/package.json"), "..", "generated", "api.github.com.json");
const bytes = readFileSync(file);
const description = JSON.parse(bytes.toString("utf8")) as Tree;
const paths = description.paths as { [path: string]: Tree };
const hooks = description["x-webhooks"] as { [name: string]: { post: Tree } };
const components = description.components as { [kind: string]: { [name: string]: Json } };

const words = new Set([
  "description",
  "summary",
  "title",
  "example",
  "examples",
  "externalDocs",
  "deprecated",
  "x-github",
  "x-octokit",
  "x-github-breaking-changes",
  "x-multi-segment",
  "readOnly",
]);
const schemas = new Map<string, string>();

/** Every `$ref` to what is no schema is put in its place; schemas stay apart, since they refer to one another. */
function take(value: Json, inProperties = false): Json {
  if (Array.isArray(value)) return value.map((each) => take(each));
  if (typeof value !== "object" || value === null) return value;
  if (typeof value.$ref === "string") {
    const [, , kind = "", name = ""] = value.$ref.split("/");
    const target = components[kind]?.[name];
    if (target === undefined) throw new Error(`${value.$ref} leads nowhere`);
    if (kind !== "schemas") return take(target);
    if (!schemas.has(name)) {
      schemas.set(name, "");
      schemas.set(name, JSON.stringify(take(target)));
    }
    return { $ref: `#/schemas/${name}` };
  }
  const kept = Object.entries(value).filter(([key]) => inProperties || !words.has(key));
  const tree = Object.fromEntries(
    kept.map(([key, each]) => [
      key,
      key === "enum" ? each : take(each, key === "properties" && !inProperties),
    ]),
  );
  if (inProperties || tree.nullable === undefined) return tree;
  const { nullable, ...schema } = tree;
  return nullable === true ? { anyOf: [schema, { type: "null" }] } : schema;
}

const bodyOf = (part: Json | undefined) => {
  const content = (part as { content?: Tree } | undefined)?.content;
  const json = content?.["application/json"] as { schema?: Json } | undefined;
  return json?.schema ?? null;
};

/** What GitHub leaves empty although its description does not say so: the fork of a pull request, once deleted. */
function forgetForks(): void {
  for (const name of ["pull-request", "pull-request-simple"]) {
    const schema = JSON.parse(schemas.get(name) ?? "null");
    const head = schema.properties.head.properties;
    for (const part of ["repo", "user"]) head[part] = { anyOf: [head[part], { type: "null" }] };
    schemas.set(name, JSON.stringify(schema));
  }
}

const lines = (entries: [string, string][]) =>
  `{\n${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, text]) => `${JSON.stringify(key)}: ${text}`)
    .join(",\n")}\n}`;

/** Where the description contradicts its own examples: an account cannot be a person and an enterprise at once. */
const corrected: Record<string, Json> = {
  "GET /app/installations": { type: "array", items: { $ref: "#/components/schemas/installation" } },
};

const routes = operations.map((route): [string, string] => {
  const [method = "", path = ""] = route.split(" ");
  const found = paths[path]?.[method.toLowerCase()];
  if (found === undefined) throw new Error(`GitHub describes no ${route}`);
  const operation = take(found) as Tree;
  const right = corrected[route];
  const responses = Object.entries(operation.responses as Tree).map(([status, each]) => [
    status,
    status === "200" && right !== undefined ? take(right) : bodyOf(each),
  ]);
  const parameters = ((operation.parameters ?? []) as Tree[]).map(
    ({ name, in: place, required, schema }) => ({
      name,
      in: place,
      required: required ?? false,
      schema,
    }),
  );
  const body = operation.requestBody as Tree | undefined;
  return [
    route,
    JSON.stringify({
      parameters,
      body: body === undefined ? null : { required: body.required ?? false, schema: bodyOf(body) },
      responses: Object.fromEntries(responses),
    }),
  ];
});

const told = webhookNames.map((name): [string, string] => {
  const post = hooks[name]?.post;
  if (post === undefined) throw new Error(`GitHub describes no webhook ${name}`);
  return [name, JSON.stringify(bodyOf(take(post.requestBody ?? null)))];
});

forgetForks();

const source = {
  package: "@octokit/openapi",
  version: (description.info as Tree).version,
  file: "generated/api.github.com.json",
  sha256: createHash("sha256").update(bytes).digest("hex"),
};
writeFileSync(
  join(import.meta.dirname, "github.json"),
  `{\n"source": ${JSON.stringify(source)},\n"routes": ${lines(routes)},\n"webhooks": ${lines(told)},\n"schemas": ${lines([...schemas])}\n}\n`,
);
