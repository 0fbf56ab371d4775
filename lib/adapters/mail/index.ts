export { createMailer, type Mailer, type MailerOptions } from "./create-mailer.ts";
export { type Letter, plainAddress } from "./letter.ts";
