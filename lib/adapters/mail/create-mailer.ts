import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport, type SendMailOptions } from "nodemailer";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { checkLetter, type Letter, oneLine, plainAddress } from "./letter.ts";

export interface Mailer {
  /**
   * Hand one letter on. Problems: `input.invalid` for what can never be sent (`at` the field), `storage.unavailable`
   * when trying later may help, `storage.full` when a file could not be written for lack of space.
   */
  send(letter: Letter): Promise<Outcome<{ id: string }>>;
}

export interface MailerOptions {
  /** smtp:// or smtps:// with user and password; without it letters become .eml files. */
  smtpUrl?: string | undefined;
  /** `Name <address>` or an address. */
  from: string;
  /** Folder for .eml files. */
  folder: string;
}

/** Letters by SMTP when it is configured, otherwise as files that any mail program opens. */
export function createMailer(options: MailerOptions): Mailer {
  const from = parseFrom(options.from);
  const deliver = options.smtpUrl ? bySmtp(options.smtpUrl) : toFolder(options.folder);
  return {
    async send(letter) {
      const checked = checkLetter(letter);
      if (!checked.ok) return checked;
      const { to, subject, text, html, headers } = checked.value;
      const id = `<${randomUUID()}@${from.address.split("@")[1]}>`;
      const mail: SendMailOptions = {
        from,
        // As an object an address is taken as it is and never read as a list.
        to: { name: "", address: to },
        subject,
        text,
        ...(html === undefined ? {} : { html }),
        // Nobody's holiday notice should come back to us (RFC 3834).
        headers: { "Auto-Submitted": "auto-generated", ...headers },
        messageId: id,
        disableFileAccess: true,
        disableUrlAccess: true,
      };
      const problem = await deliver(mail);
      return problem ?? ok({ id });
    },
  };
}

type Deliver = (mail: SendMailOptions) => Promise<ReturnType<typeof refuse> | null>;

function bySmtp(url: string): Deliver {
  const transport = createTransport({
    url,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
  });
  return async (mail) => {
    try {
      await transport.sendMail(mail);
      return null;
    } catch (error) {
      const status = property(error, "responseCode");
      // RFC 5321: 4xx may pass, 5xx is final; but a refused sign-in is for the admin to mend, so it is tried again.
      if (typeof status === "number" && status >= 500 && property(error, "code") !== "EAUTH") {
        return refuse(
          "input.invalid",
          `The mail server does not take letters to this address (${status}).`,
          "to",
        );
      }
      const why =
        property(error, "code") === "EAUTH" ? "refused the sign-in" : "could not be reached or asked to wait";
      return refuse("storage.unavailable", `The mail server ${why}; the letter is kept for later.`, "mail");
    }
  };
}

function toFolder(folder: string): Deliver {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  return async (mail) => {
    const { message } = await transport.sendMail(mail);
    const name = `${new Date().toISOString().replace(/[:.]/g, "-")}-${randomUUID().slice(0, 8)}`;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const unfinished = join(folder, `.${name}`);
      await writeFile(unfinished, message as Buffer, { flag: "wx", mode: 0o600 });
      await rename(unfinished, join(folder, `${name}.eml`));
      return null;
    } catch (error) {
      const full = property(error, "code") === "ENOSPC" || property(error, "code") === "EDQUOT";
      if (full)
        return refuse("storage.full", "The disk is full, so the letter could not be written.", "mail");
      return refuse("storage.unavailable", "The folder for mail cannot be written to.", "mail");
    }
  };
}

function parseFrom(value: string): { name: string; address: string } {
  const parts = /^\s*(?:"?([^"<]*?)"?\s*<([^<>]+)>|(\S+))\s*$/.exec(value);
  const address = plainAddress(parts?.[2] ?? parts?.[3] ?? "");
  if (address === null) throw new Error("MAIL_FROM is not a mail address");
  return { name: oneLine(parts?.[1] ?? "", 100), address };
}

function property(error: unknown, name: string): unknown {
  return typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
}
