import { findCycles } from "./find-cycles.ts";
import * as house from "./house.ts";
import { codeOnly } from "./read-imports.ts";
import type { SourceTree } from "./source-tree.ts";

export interface Rule {
  /** Also the name of the folder in broken/ that shows the rule firing. */
  name: string;
  /** The rule as a sentence. */
  says: string;
  /** One line for each place that breaks it: path, line where there is one, and what to do. */
  check(tree: SourceTree): string[];
}

const roomOf = (path: string) =>
  house.rooms.find((room) => room.paths.some((start) => path.startsWith(start)))?.name;

/** lib/core/text/scan.ts → lib/core/text; undefined for what is in no sub-room. */
const subRoomOf = (path: string) =>
  house.innerRooms.find((room) => path.startsWith(`${room}/`)) ??
  /^(lib\/(?:core|adapters|features)\/[^/]+)\//.exec(path)?.[1];

const direction: Rule = {
  name: "direction",
  says: "a room imports only from the rooms below it",
  check: (tree) =>
    tree.files
      .filter((file) => !file.isTest)
      .flatMap((file) => {
        const room = roomOf(file.path) ?? "";
        const allowed = house.direction[room];
        if (allowed === undefined) return [];
        return file.imports.flatMap((each) => {
          const target = each.path === undefined ? undefined : roomOf(each.path);
          if (target === undefined || target === room || allowed.from.includes(target)) return [];
          if (house.shared.includes(each.path ?? "")) return [];
          if (each.typeOnly && allowed.types?.includes(target)) return [];
          return [`${file.path}:${each.line} imports ${each.name}: ${room} may not import from ${target}`];
        });
      }),
};

const purePackages: Rule = {
  name: "pure-packages",
  says: "core imports nothing but core and pure packages",
  check: (tree) =>
    tree.files
      .filter((file) => !file.isTest && roomOf(file.path) === "core")
      .flatMap((file) =>
        file.imports
          .filter((each) => each.package !== undefined && !house.purePackages.has(each.package))
          .map(
            (each) =>
              `${file.path}:${each.line} imports ${each.name}, which is not on the list of pure packages`,
          ),
      ),
};

const pureCode: Rule = {
  name: "pure-code",
  says: "core uses no clock, randomness, network, process or browser",
  check: (tree) =>
    tree.files
      .filter((file) => !file.isTest && roomOf(file.path) === "core")
      .flatMap((file) => {
        const lines = codeOnly(file.text).split("\n");
        return lines.flatMap((line, index) =>
          house.impure
            .filter(({ words }) => words.test(line))
            .map(
              ({ words, instead }) => `${file.path}:${index + 1} has ${words.exec(line)?.[0]}: ${instead}`,
            ),
        );
      }),
};

const features: Rule = {
  name: "features-apart",
  says: "features never import one another; they share ports and core",
  check: (tree) =>
    tree.files
      .filter((file) => !file.isTest && roomOf(file.path) === "features" && !file.path.endsWith("/index.ts"))
      .flatMap((file) =>
        file.imports
          .filter(
            ({ path }) => path !== undefined && roomOf(path) === "features" && !sameFeature(file.path, path),
          )
          .map(
            (each) =>
              `${file.path}:${each.line} imports ${each.name}: move what they share to core, or hand it in`,
          ),
      ),
};

/** Files of one folder below features/ are one feature; ports/ is for all. */
function sameFeature(from: string, to: string): boolean {
  const room = subRoomOf(to);
  return room === "lib/features/ports" || (room !== undefined && room === subRoomOf(from));
}

const doors: Rule = {
  name: "doors",
  says: "a room of core, adapters or features is entered by its index.ts",
  check: (tree) =>
    tree.files
      .filter((file) => !file.path.startsWith("test/architecture"))
      .flatMap((file) =>
        file.imports.flatMap((each) => {
          const room = each.path === undefined ? undefined : subRoomOf(each.path);
          if (room === undefined || room === subRoomOf(file.path)) return [];
          if (each.path === `${room}/index.ts` || house.sideDoors[each.path ?? ""] !== undefined) return [];
          return [`${file.path}:${each.line} imports ${each.name}: import from ${room}/index.ts`];
        }),
      ),
};

const cycles: Rule = {
  name: "cycles",
  says: "no file imports itself by way of others",
  check: (tree) => {
    const graph = new Map(
      tree.files.map((file) => [
        file.path,
        file.imports.flatMap((each) => (each.path === undefined || each.typeOnly ? [] : [each.path])),
      ]),
    );
    return findCycles(graph).map((cycle) => `${cycle.join(" → ")}: break the circle`);
  },
};

const environment: Rule = {
  name: "environment",
  says: "process.env is read in lib/adapters/env only",
  check: (tree) =>
    tree.files
      .filter(
        (file) =>
          !file.isTest && !Object.keys(house.environmentReaders).some((start) => file.path.startsWith(start)),
      )
      .flatMap((file) =>
        codeOnly(file.text)
          .split("\n")
          .flatMap((line, index) =>
            /\bprocess\s*\.\s*env\b|\bimport\.meta\.env\b/.test(line)
              ? [`${file.path}:${index + 1} reads process.env: ask lib/adapters/env for an Environment`]
              : [],
          ),
      ),
};

const names: Rule = {
  name: "names",
  says: "a file or folder is named for what is inside, in kebab-case",
  check: (tree) =>
    tree.files.flatMap((file) => {
      const parts = file.path.replace(/(\.(test|db|d))*\.\w+$/, "").split("/");
      const empty = parts.find((part) => part.split("-").some((word) => house.emptyNames.includes(word)));
      if (empty !== undefined) return [`${file.path}: "${empty}" says nothing about what is inside`];
      // Routes have Next's own signs: [id], (group), @slot.
      if (roomOf(file.path) === "app") return [];
      const odd = parts.find((part) => !/^[a-z0-9.]+(-[a-z0-9.]+)*$/.test(part));
      return odd === undefined ? [] : [`${file.path}: "${odd}" is not in kebab-case`];
    }),
};

const length: Rule = {
  name: "length",
  says: `a file has at most ${house.longestFile} lines, or a reason`,
  check: (tree) =>
    tree.files
      .filter(
        (file) => !file.isTest && file.lines > house.longestFile && house.longFiles[file.path] === undefined,
      )
      .map(
        (file) =>
          `${file.path} has ${file.lines} lines: divide it, or give a reason in test/architecture/house.ts`,
      ),
};

const suppressions: Rule = {
  name: "suppressions",
  says: "what the compiler or the linter finds is mended, not silenced",
  check: (tree) =>
    tree.files
      .filter((file) => !file.path.startsWith("test/architecture"))
      .flatMap((file) =>
        file.text
          .split("\n")
          .flatMap((line, index) =>
            /@ts-(ignore|expect-error|nocheck)|biome-ignore|eslint-disable/.test(line)
              ? [`${file.path}:${index + 1} silences a finding: mend it`]
              : [],
          ),
      ),
};

const faces: Rule = {
  name: "faces",
  says: `every room has an index.ts and a README.md of at most ${house.longestReadme} lines`,
  check: (tree) => {
    const inside = [...tree.paths.keys()];
    const subRooms = new Set(
      inside.flatMap((path) => /^(lib\/(?:core|adapters)\/[^/]+)\//.exec(path)?.[1] ?? []),
    );
    const standing = (room: string) => inside.some((path) => path.startsWith(`${room}/`));
    const rooms = [...house.singleRooms, ...subRooms].filter(standing);
    const corridors = house.corridors.filter(standing);
    const noIndex = rooms
      .filter((room) => !tree.paths.has(`${room}/index.ts`))
      .map((room) => `${room} has no index.ts`);
    const readmes = [...rooms, ...corridors].flatMap((room) => {
      const lines = tree.paths.get(`${room}/README.md`);
      if (lines === undefined) return [`${room} has no README.md`];
      return lines > house.longestReadme
        ? [`${room}/README.md has ${lines} lines: at most ${house.longestReadme}`]
        : [];
    });
    return [...noIndex, ...readmes].sort();
  },
};

export const rules: readonly Rule[] = [
  direction,
  purePackages,
  pureCode,
  features,
  doors,
  cycles,
  environment,
  names,
  length,
  suppressions,
  faces,
];
