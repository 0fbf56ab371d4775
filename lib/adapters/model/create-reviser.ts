import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText } from "ai";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { guardedFetch, type ModelFault } from "./guarded-fetch.ts";

export interface Message {
  role: "system" | "user" | "assistant";
  content: string;
}

export interface Answer {
  text: string;
  /** The model's name as the server gives it. */
  model: string;
  finishReason: "stop";
  /** Tokens, when the server counts them. */
  usage: { input: number | null; output: number | null };
}

export interface Reviser {
  /**
   * Ask the model once. What comes back is untrusted text and only ever a suggestion.
   * Problems: `model.not-configured`; `model.failed` (`at` tells why: `model:timeout`, `model:truncated`,
   * `model:limit`, `model:auth`…). A cut-off answer is a failure: half a revision would delete the other half.
   */
  revise(
    messages: readonly Message[],
    options: { signal?: AbortSignal; maxOutputTokens: number },
  ): Promise<Outcome<Answer>>;
}

export interface ModelSettings {
  baseUrl: string;
  apiKey?: string | undefined;
  name: string;
}

export interface ReviserLimits {
  /** Milliseconds for the whole answer, retry included; 60,000 by default. */
  timeoutMs?: number;
  /** Bytes of an answer; 1 MiB by default. */
  maxBytes?: number;
  retryDelayMs?: number;
}

const words: Record<ModelFault, string> = {
  offline: "The model cannot be reached at the moment. Please try again later.",
  timeout: "The model took too long to answer. Please try again, or choose a shorter passage.",
  stopped: "The request was stopped.",
  auth: "The model's server did not accept the key. An admin has to check AI_API_KEY.",
  limit: "The model has reached its limit for now. Please try again later.",
  "refused-request":
    "The model's server did not accept the request. An admin has to check AI_BASE_URL and AI_MODEL.",
  server: "The model's server failed. Please try again later.",
  "too-large": "The model's answer was far too long and was not used.",
  "not-text": "The model's answer was not readable text and was not used.",
  truncated: "The model's answer was cut off before its end, so it was not used. Choose a shorter passage.",
  withheld: "The model declined to answer.",
  empty: "The model gave no answer.",
};

const failed = (fault: ModelFault) => refuse("model.failed", words[fault], `model:${fault}`);

/** A model behind an address that speaks the chat-completions protocol; null when none is configured. */
export function createReviser(settings: ModelSettings | null, limits: ReviserLimits = {}): Reviser {
  return {
    async revise(messages, { signal, maxOutputTokens }) {
      if (settings === null) return refuse("model.not-configured", "No model is configured for this site.");
      const timeout = AbortSignal.timeout(limits.timeoutMs ?? 60_000);
      const stop = signal ? AbortSignal.any([timeout, signal]) : timeout;
      let fault: ModelFault | null = null;
      const provider = createOpenAICompatible({
        name: "model",
        baseURL: settings.baseUrl,
        ...(settings.apiKey ? { apiKey: settings.apiKey } : {}),
        fetch: guardedFetch({
          signal: stop,
          maxBytes: limits.maxBytes ?? 1024 * 1024,
          retryDelayMs: limits.retryDelayMs ?? 500,
          onFault: (seen) => {
            fault = seen;
          },
        }),
      });
      try {
        const said = (role: Message["role"]) => messages.filter((each) => each.role === role);
        const result = await generateText({
          model: provider(settings.name),
          instructions: said("system")
            .map((each) => each.content)
            .join("\n\n"),
          messages: messages.flatMap(({ role, content }) => (role === "system" ? [] : [{ role, content }])),
          maxOutputTokens,
          maxRetries: 0,
          abortSignal: stop,
          // What people write is for the model they were told of, and for nobody who listens in the process.
          telemetry: { isEnabled: false },
        });
        const unusable = faultOf(result.finishReason, result.text);
        if (unusable) return failed(unusable);
        return ok({
          text: result.text,
          model: result.response.modelId,
          finishReason: "stop",
          usage: { input: result.usage.inputTokens ?? null, output: result.usage.outputTokens ?? null },
        });
      } catch {
        // The error holds the address, the text and the server's words, perhaps the key: none of it leaves here.
        if (signal?.aborted) return failed("stopped");
        if (timeout.aborted) return failed("timeout");
        return failed(fault ?? "not-text");
      }
    },
  };
}

function faultOf(finishReason: string, text: string): ModelFault | null {
  if (finishReason === "length") return "truncated";
  if (finishReason === "content-filter") return "withheld";
  // Anything but a plain end (a call of tools, no reason at all) leaves open whether the text is whole.
  if (finishReason !== "stop") return "truncated";
  if (text.trim() === "") return "empty";
  return text.isWellFormed() && !/(?![\t\n\r])\p{Cc}/u.test(text) ? null : "not-text";
}
