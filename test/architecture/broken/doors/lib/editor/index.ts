export { scan } from "#lib/core/text/scan.ts";
;
}