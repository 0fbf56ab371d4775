import type { HostComment } from "#lib/core/host/index.ts";
import { ok } from "#lib/core/outcome.ts";
import type { HostTalk } from "#lib/features/ports/index.ts";
import { addComment, listComments } from "./comments.ts";
import { listLineComments } from "./line-comments.ts";
import type { RepositoryClient } from "./repository.ts";
import { listReviews } from "./reviews.ts";

/** As many of each kind as are looked through. */
const most = 1000;

/** What is said below a pull request, on its lines, and with its reviews. */
export function createHostTalk(repository: RepositoryClient): HostTalk {
  return {
    async list(number) {
      const below = await listComments(repository, number);
      if (!below.ok) return below;
      const onLines = await listLineComments(repository, number);
      if (!onLines.ok) return onLines;
      const reviews = await listReviews(repository, number);
      if (!reviews.ok) return reviews;
      const comments: HostComment[] = [
        ...below.value.map(({ id, author, body, createdAt }) => ({
          hostId: `issue:${id}`,
          author,
          body,
          at: new Date(createdAt),
          place: null,
        })),
        ...onLines.value.map(({ id, author, body, createdAt, path, line, side }) => ({
          hostId: `review:${id}`,
          author,
          body,
          at: new Date(createdAt),
          place: { path, line, side },
        })),
        ...reviews.value
          .filter(({ body, submittedAt }) => submittedAt !== null && body.trim() !== "")
          .map(({ id, author, body, submittedAt }) => ({
            hostId: `verdict:${id}`,
            author,
            body,
            at: new Date(submittedAt ?? 0),
            place: null,
          })),
      ];
      comments.sort((a, b) => a.at.getTime() - b.at.getTime());
      const whole = [below, onLines, reviews].every(({ value }) => value.length < most);
      return ok({ comments, whole });
    },
    async say(number, comment) {
      const said = await addComment(repository, number, comment);
      return said.ok ? ok({ hostId: `issue:${said.value.id}` }) : said;
    },
  };
}
