export { type Taken, takePullRequest } from "./take-pull-request.ts";
