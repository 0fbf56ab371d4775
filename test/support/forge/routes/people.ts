import { listed, notFound, ok, type Routes } from "../answer.ts";
import { showAccount, showProfile } from "../shapes/account.ts";
import { showPermissions, showRepository } from "../shapes/repository.ts";
import { levelOfPerson } from "../who-asks.ts";

export const peopleRoutes: Routes = {
  "GET /rate_limit": { needs: "anyone", handle: ({ context, token }) => ok(context.rates.show(token)) },
  "GET /user": {
    needs: "person",
    handle({ context, login }) {
      const account = context.records.accounts.get(login.toLowerCase());
      if (!account) throw notFound();
      return ok(showProfile(context, account));
    },
  },
  "GET /user/repos": {
    needs: "person",
    handle({ context, login }) {
      const seen = [...context.records.repositories.values()].flatMap((repository) => {
        const level = levelOfPerson(context, login, repository);
        const own = repository.owner === login || repository.collaborators.has(login);
        return level && own
          ? [{ ...showRepository(context, repository), permissions: showPermissions(level) }]
          : [];
      });
      return listed(seen);
    },
  },
  "GET /user/emails": {
    needs: "person",
    handle: ({ context, login }) => listed(context.records.accounts.get(login.toLowerCase())?.emails ?? []),
  },
  "GET /users/{username}": {
    needs: "anyone",
    handle({ context, parameters }) {
      const account = context.records.accounts.get((parameters.username ?? "").toLowerCase());
      if (!account) throw notFound();
      return ok(showProfile(context, account));
    },
  },
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission": {
    needs: { permission: "metadata", access: "read", level: "write" },
    handle({ context, repository, parameters }) {
      const account = context.records.accounts.get((parameters.username ?? "").toLowerCase());
      if (!account) throw notFound();
      const level = levelOfPerson(context, account.login, repository);
      // The older field knows four words only.
      const older = level === "maintain" ? "write" : level === "triage" ? "read" : (level ?? "none");
      return ok({
        permission: older,
        role_name: level ?? "none",
        user: {
          ...showAccount(context, account.login),
          permissions: level
            ? showPermissions(level)
            : { admin: false, maintain: false, push: false, triage: false, pull: false },
          role_name: level ?? "none",
        },
      });
    },
  },
};
