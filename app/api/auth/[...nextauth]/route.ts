import { server } from "#lib/server.ts";

export const { GET, POST } = server.auth.handlers;
