/** A permission of a GitHub App or a fine-grained token. */
export interface Need {
  /** GitHub's name in manifests and answers. */
  permission: string;
  /** GitHub's name on its pages. */
  name: string;
  access: "read" | "write";
  /** What Colophon does with it, in a sentence. */
  why: string;
  /** Tokens have no such permission, or need it less. */
  appOnly: boolean;
}

/** All that Colophon asks for, and nothing else. */
export const needs: readonly Need[] = [
  {
    permission: "contents",
    name: "Contents",
    access: "write",
    why: "To fetch the book, to publish, and to keep a branch for each proposal.",
    appOnly: false,
  },
  {
    permission: "pull_requests",
    name: "Pull requests",
    access: "write",
    why: "To show each proposal as a pull request, and to publish where the branch is protected.",
    appOnly: false,
  },
  {
    permission: "statuses",
    name: "Commit statuses",
    access: "write",
    why: "To say at a pull request how its licence stands.",
    appOnly: false,
  },
  {
    permission: "checks",
    name: "Checks",
    access: "read",
    why: "To hear when the checks are done that a protected branch asks for.",
    appOnly: true,
  },
  {
    permission: "issues",
    name: "Issues",
    access: "read",
    why: "GitHub tells of comments on pull requests only with it. Colophon reads no issues.",
    appOnly: true,
  },
  {
    permission: "merge_queues",
    name: "Merge queues",
    access: "read",
    why: "To hear of a proposal that waits in a merge queue.",
    appOnly: true,
  },
  {
    permission: "metadata",
    name: "Metadata",
    access: "read",
    why: "To find the repository, also when it gets another name. Every app has it.",
    appOnly: false,
  },
];

/**
 * What GitHub shall tell an app. Each needs a permission from above, or the manifest is refused; events about the
 * installation itself come unasked, and naming them is refused as well.
 */
export const wantedEvents: readonly string[] = [
  "push",
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "issue_comment",
  "repository",
  "check_run",
  "check_suite",
  "status",
  "merge_group",
];

const rank = { none: 0, read: 1, write: 2, admin: 3 } as const;

/** Needs that these permissions do not meet. */
export function unmetNeeds(given: Readonly<Record<string, string>>): Need[] {
  const held = (name: string) => rank[(given[name] ?? "none") as keyof typeof rank] ?? 0;
  return needs.filter((need) => need.permission !== "metadata" && held(need.permission) < rank[need.access]);
}
