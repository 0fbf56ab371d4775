"use server";

import { refresh } from "next/cache";
import type { Outcome } from "#lib/core/outcome.ts";
import { server } from "#lib/server.ts";
import { sameOrigin } from "../../../same-origin.ts";

/** Server actions of the review page; the page shows the new state after each. */
async function act<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<true>> {
  const origin = await sameOrigin();
  if (!origin.ok) return origin;
  const outcome = await work();
  refresh();
  return outcome.ok ? { ok: true, value: true } : outcome;
}

export async function decideHunks(raw: unknown): Promise<Outcome<true>> {
  return act(() => server.decideHunks(raw));
}

export async function comment(raw: unknown): Promise<Outcome<true>> {
  return act(() => server.commentOnProposal(raw));
}

export async function requestChanges(raw: unknown): Promise<Outcome<true>> {
  return act(() => server.requestChanges(raw));
}

export async function reject(raw: unknown): Promise<Outcome<true>> {
  return act(() => server.rejectProposal(raw));
}

export async function publish(raw: unknown): Promise<Outcome<true>> {
  return act(() => server.publishProposal(raw));
}

export async function withdraw(raw: unknown): Promise<Outcome<true>> {
  return act(() => server.withdrawProposal(raw));
}

export async function settleClashes(raw: unknown): Promise<Outcome<true>> {
  return act(() => server.settleClashes(raw));
}

export async function signGrant(raw: unknown): Promise<Outcome<true>> {
  return act(() => server.signGrant(raw));
}

export async function stopPublication(raw: unknown): Promise<Outcome<true>> {
  return act(() => server.stopPublication(raw));
}
