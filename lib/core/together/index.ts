export {
  type ClientMessage,
  fromBase64,
  type Person,
  type Place,
  readClientMessage,
  readServerMessage,
  type ServerMessage,
  toBase64,
} from "./message.ts";
export { applySplices, type Splice, splicesBetween } from "./splices.ts";
export { colours, roomLimits, roomPath } from "./terms.ts";
