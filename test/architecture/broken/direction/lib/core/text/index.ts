export { room } from "#lib/adapters/db/index.ts";
;
}