import type { Route, Routes } from "../answer.ts";
import { operations, type RouteName } from "../contract/operations.ts";
import { appRoutes } from "./apps.ts";
import { branchRoutes } from "./branches.ts";
import { checkRoutes } from "./checks.ts";
import { commitRoutes } from "./commits.ts";
import { gitDataRoutes } from "./git-data.ts";
import { hookRoutes } from "./hooks.ts";
import { issueCommentRoutes } from "./issue-comments.ts";
import { mergeRoutes } from "./merges.ts";
import { peopleRoutes } from "./people.ts";
import { pullRoutes } from "./pulls.ts";
import { repositoryRoutes } from "./repositories.ts";
import { reviewCommentRoutes } from "./review-comments.ts";
import { reviewRoutes } from "./reviews.ts";

const all: Routes = {
  ...appRoutes,
  ...branchRoutes,
  ...checkRoutes,
  ...commitRoutes,
  ...gitDataRoutes,
  ...hookRoutes,
  ...issueCommentRoutes,
  ...mergeRoutes,
  ...peopleRoutes,
  ...pullRoutes,
  ...repositoryRoutes,
  ...reviewCommentRoutes,
  ...reviewRoutes,
};

interface Pattern {
  name: RouteName;
  method: string;
  parts: RegExp;
  names: string[];
  route: Route;
}

/** Parameters that may contain slashes; GitHub takes them as they are and encoded. */
const manySegments = new Set(["ref", "branch", "basehead"]);

/** Most literal first, so that `/branches/{branch}/protection` is not read as a branch. */
const patterns: Pattern[] = operations
  .map((name) => {
    const [method = "", path = ""] = name.split(" ");
    const route = all[name];
    if (!route) throw new Error(`The forge does not answer ${name}`);
    const names: string[] = [];
    const source = path.replace(/\{(\w+)\}/gu, (_, parameter: string) => {
      names.push(parameter);
      return manySegments.has(parameter) ? "(.+)" : "([^/]+)";
    });
    return {
      name,
      method,
      parts: new RegExp(`^${source}$`, "u"),
      names,
      route,
      literal: path.replace(/\{\w+\}/gu, ""),
    };
  })
  .sort((a, b) => b.literal.length - a.literal.length);

export interface Found {
  name: RouteName;
  route: Route;
  parameters: Record<string, string>;
}

/** The route that a method and a path (without the interface's own beginning) name. */
export function findRoute(method: string, path: string): Found | undefined {
  for (const each of patterns) {
    const match = each.method === method ? each.parts.exec(path) : null;
    if (!match) continue;
    const values = each.names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? "")]);
    return { name: each.name, route: each.route, parameters: Object.fromEntries(values) };
  }
  return undefined;
}
