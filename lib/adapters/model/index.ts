export {
  type Answer,
  createReviser,
  type Message,
  type ModelSettings,
  type Reviser,
} from "./create-reviser.ts";
