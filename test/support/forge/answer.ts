import type { ForgeContext } from "./context.ts";
import type { RouteName } from "./contract/operations.ts";
import type { Access, Caller, Level, Repository } from "./types.ts";

/** What a handler gives back; `list` is cut into pages before it is sent. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  list?: { items: readonly unknown[]; wrap?: (items: readonly unknown[], total: number) => unknown };
}

/** One request, read and let in. */
export interface Asked {
  context: ForgeContext;
  route: RouteName;
  /** As it was asked, without the interface's own beginning. */
  path: string;
  parameters: Record<string, string>;
  query: URLSearchParams;
  body: Body;
  caller: Caller;
  /** The token that counts against a budget; empty for none. */
  token: string;
  /** The login that shows as author; an app's is its bot. */
  login: string;
}

/** Asked of a repository that exists and that the caller may see. */
export interface AskedOf extends Asked {
  repository: Repository;
}

export type Body = Record<string, unknown>;

/** Who may ask. With a permission, an installation needs it and a person needs the level. */
export type Need =
  | "anyone"
  | "person"
  | "app"
  | "installation"
  | { permission: string; access: Access; level: Level };

export interface Route {
  needs: Need;
  handle(asked: AskedOf): Promise<Answer> | Answer;
}

export type Routes = Partial<Record<RouteName, Route>>;

export const readMetadata: Need = { permission: "metadata", access: "read", level: "read" };
export const readContents: Need = { permission: "contents", access: "read", level: "read" };
export const writeContents: Need = { permission: "contents", access: "write", level: "write" };
export const readPulls: Need = { permission: "pull_requests", access: "read", level: "read" };
/** People with read access may open pull requests and comment. */
export const joinPulls: Need = { permission: "pull_requests", access: "write", level: "read" };
export const administer: Need = { permission: "administration", access: "write", level: "admin" };

/** GitHub says no; thrown by handlers and sent as it is. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: unknown;
  /** What an app would need, for the header that says so. */
  needs?: string;
  constructor(status: number, message: string, errors?: unknown) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.errors = errors;
  }

  answer(): Answer {
    const body = {
      message: this.message,
      ...(this.errors === undefined ? {} : { errors: this.errors }),
      documentation_url: "https://docs.github.com/rest",
      status: String(this.status),
    };
    const headers: Record<string, string> =
      this.needs === undefined ? {} : { "x-accepted-github-permissions": this.needs };
    return { status: this.status, body, headers };
  }
}

export const notFound = () => new Refusal(404, "Not Found");

/** 422 as GitHub words it for one field. */
export function invalid(resource: string, field: string, code: string, message?: string): Refusal {
  const error = { resource, field, code, ...(message === undefined ? {} : { message }) };
  return new Refusal(422, "Validation Failed", [error]);
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const accepted = (body: unknown): Answer => ({ status: 202, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent: Answer = { status: 204 };
export const listed = (items: readonly unknown[]): Answer => ({ status: 200, list: { items } });

/** A text of the body; undefined when it is not there. */
export function text(body: Body, name: string): string | undefined {
  const value = body[name];
  return typeof value === "string" ? value : undefined;
}

export function number(value: string | undefined): number {
  return value !== undefined && /^\d+$/u.test(value) ? Number(value) : Number.NaN;
}
