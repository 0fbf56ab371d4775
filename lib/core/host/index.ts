export { type Duty, dutiesOf, type Hint, hintOf } from "./delivery.ts";
