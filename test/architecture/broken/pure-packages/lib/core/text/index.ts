import { readFile } from "node:fs/promises";
import { cache } from "react";
export { cache, readFile };
;
}