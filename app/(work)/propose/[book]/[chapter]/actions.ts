"use server";

import type { Outcome } from "#lib/core/outcome.ts";
import { server } from "#lib/server.ts";
import { sameOrigin } from "../../../../same-origin.ts";

/** Server actions of the editor. Each is a public endpoint: the use case behind it checks who asks and what came. */

type Answer<T extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<T>>;

export async function saveDraft(raw: unknown): Promise<Answer<typeof server.saveDraft>> {
  const origin = await sameOrigin();
  return origin.ok ? server.saveDraft(raw) : origin;
}

export async function readDraft(raw: unknown): Promise<Answer<typeof server.readDraft>> {
  const origin = await sameOrigin();
  return origin.ok ? server.readDraft(raw) : origin;
}

export async function updateDraft(raw: unknown): Promise<Answer<typeof server.updateDraft>> {
  const origin = await sameOrigin();
  return origin.ok ? server.updateDraft(raw) : origin;
}

export async function discardDraft(raw: unknown): Promise<Outcome<true>> {
  const origin = await sameOrigin();
  return origin.ok ? server.discardDraft(raw) : origin;
}

export async function renderPreview(raw: unknown): Promise<Answer<typeof server.renderPreview>> {
  const origin = await sameOrigin();
  return origin.ok ? server.renderPreview(raw) : origin;
}

export async function checkDraft(raw: unknown): Promise<Answer<typeof server.checkDraft>> {
  const origin = await sameOrigin();
  return origin.ok ? server.checkDraft(raw) : origin;
}

export async function dismissSuggestion(raw: unknown): Promise<Outcome<true>> {
  const origin = await sameOrigin();
  return origin.ok ? server.dismissSuggestion(raw) : origin;
}

export async function revisePassage(raw: unknown): Promise<Answer<typeof server.revisePassage>> {
  const origin = await sameOrigin();
  return origin.ok ? server.revisePassage(raw) : origin;
}

export async function previewReference(raw: unknown): Promise<Answer<typeof server.previewReference>> {
  const origin = await sameOrigin();
  return origin.ok ? server.previewReference(raw) : origin;
}

export async function findReference(raw: unknown): Promise<Answer<typeof server.findReference>> {
  const origin = await sameOrigin();
  return origin.ok ? server.findReference(raw) : origin;
}

export async function addReference(raw: unknown): Promise<Answer<typeof server.addReference>> {
  const origin = await sameOrigin();
  return origin.ok ? server.addReference(raw) : origin;
}

export async function submitProposal(raw: unknown): Promise<Outcome<{ number: number }>> {
  const origin = await sameOrigin();
  if (!origin.ok) return origin;
  const submitted = await server.submitProposal(raw);
  return submitted.ok ? { ok: true, value: { number: submitted.value.number } } : submitted;
}

export async function inviteToDraft(raw: unknown): Promise<Outcome<{ key: string }>> {
  const origin = await sameOrigin();
  return origin.ok ? server.inviteToDraft(raw) : origin;
}

export async function removeCoAuthor(raw: unknown): Promise<Outcome<true>> {
  const origin = await sameOrigin();
  return origin.ok ? server.removeCoAuthor(raw) : origin;
}

export async function leaveDraft(raw: unknown): Promise<Outcome<true>> {
  const origin = await sameOrigin();
  return origin.ok ? server.leaveDraft(raw) : origin;
}
