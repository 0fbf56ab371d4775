import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { Import } from "./read-imports.ts";
import { readImports } from "./read-imports.ts";

export interface SourceFile {
  /** From the root of the tree, with slashes: lib/core/outcome.ts. */
  path: string;
  text: string;
  lines: number;
  isTest: boolean;
  imports: ResolvedImport[];
}

export interface ResolvedImport extends Import {
  /** The file in this tree, when it is one of ours. */
  path: string | undefined;
  /** The package, when it is not: "node:fs", "next", "@noble/hashes". */
  package: string | undefined;
}

export interface SourceTree {
  files: SourceFile[];
  /** Every path of the tree, of files that are not source as well (README.md). */
  paths: Map<string, number>;
}

const source = /\.(ts|tsx|mts|mjs)$/;
const skipped = new Set(["node_modules", ".next", ".git", ".data", "generated", "broken", "test-results"]);

/** What only tests, and the files that make cases for them, import. */
const testPackages = new Set(["vitest", "fast-check"]);

/** Read the source below `root`: what the rules look at. Made files (prisma/generated) are not ours and are left out. */
export function readTree(root: string, folders: string[] = [""]): SourceTree {
  const paths = new Map<string, number>();
  const files: SourceFile[] = [];
  for (const folder of folders) {
    for (const path of walk(root, folder)) {
      const isSource = source.test(path);
      if (!isSource && !path.endsWith(".md")) continue;
      const text = readFileSync(join(root, path), "utf8");
      const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
      paths.set(path, lines);
      if (!isSource || path.endsWith(".d.mts") || path.endsWith(".d.ts")) continue;
      const imports = readImports(text).map((each) => resolveImport(path, each));
      const isTest = isTestPath(path) || imports.some((each) => testPackages.has(each.package ?? ""));
      files.push({ path, text, lines, isTest, imports });
    }
  }
  return { files, paths };
}

function isTestPath(path: string): boolean {
  return /\.test\.(ts|tsx|mjs)$/.test(path) || path.startsWith("test/");
}

function resolveImport(from: string, each: Import): ResolvedImport {
  const { name } = each;
  if (name.startsWith("#")) return { ...each, path: name.slice(1), package: undefined };
  if (name.startsWith("."))
    return { ...each, path: posix.join(posix.dirname(from), name), package: undefined };
  const parts = name.split("/");
  return { ...each, path: undefined, package: name.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0] };
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name) && !entry.name.startsWith("."))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) return walk(root, path);
      return entry.isFile() ? [path] : [];
    })
    .sort();
}
