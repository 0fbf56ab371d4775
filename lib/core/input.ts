import { z } from "zod";
import { type Outcome, ok, refuse } from "./outcome.ts";

/**
 * Parse what came from outside. `input.invalid` names the first field that is wrong, in words for the person who
 * filled it in; `input.too-large` when a text is longer than its field allows.
 */
export function parseInput<T>(schema: z.ZodType<T>, raw: unknown): Outcome<T> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const field = issue?.path.map(String).join(".") || undefined;
  if (issue?.code === "too_big") return refuse("input.too-large", issue.message, field);
  return refuse("input.invalid", issue?.message ?? "Something in the form is missing.", field);
}

/** Text a person typed, stored and shown as it is: well-formed Unicode without NUL, at most `limit` characters. */
export function typed(limit: number): z.ZodString {
  return z
    .string("Please fill this in.")
    .max(limit, `Please keep this under ${limit.toLocaleString("en")} characters.`)
    .refine(
      (text) => text.isWellFormed() && !text.includes("\0"),
      "This text has characters that cannot be stored.",
    );
}

/** Like `typed`, trimmed, and not empty. */
export function required(limit: number, message: string): z.ZodString {
  return typed(limit).trim().min(1, message);
}

/** An opaque id as the database hands them out. */
export const identifier = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/u, "This link is not complete.");
