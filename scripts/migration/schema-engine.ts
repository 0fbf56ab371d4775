/**
 * Prisma's schema engine as WebAssembly, for writing migrations and for finding drift without the native
 * engine (which its command line would download).
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";

interface SchemaEngine {
  diff(input: unknown): Promise<{ stdout?: string | null; exitCode: number }>;
}
interface EngineModule {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: {
    "new"(input: unknown, log: (message: string) => void, adapter: unknown): Promise<SchemaEngine>;
  };
}

/** The engine for one schema text, talking to the database at `url` where a diff needs one. */
export async function openSchemaEngine(
  schemaPath: string,
  schema: string,
  url: string,
): Promise<SchemaEngine> {
  const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const engine = (await import(join(folder, "schema_engine_bg.js"))) as EngineModule;
  const bytes = await readFile(join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, {
    "./schema_engine_bg.js": engine as unknown as WebAssembly.ModuleImports,
  });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }));
  return engine.SchemaEngine.new({ datamodels: [[schemaPath, schema]] }, () => {}, adapter);
}

/** SQL that leads from an empty database to the schema. */
export async function sqlFromEmpty(
  engine: SchemaEngine,
  schemaPath: string,
  schema: string,
): Promise<string> {
  const result = await engine.diff({
    from: { tag: "empty" },
    to: { tag: "schemaDatamodel", files: [{ path: schemaPath, content: schema }] },
    script: true,
    shadowDatabaseUrl: null,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return result.stdout ?? "";
}
