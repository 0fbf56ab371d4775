import {
  accepted,
  administer,
  invalid,
  noContent,
  notFound,
  ok,
  type Routes,
  readMetadata,
  text,
} from "../answer.ts";
import {
  deleteRepository,
  forkRepository,
  renameRepository,
  transferRepository,
} from "../repository-life.ts";
import { showInstallation } from "../shapes/app.ts";
import { showFullRepository, showPermissions, showRepository } from "../shapes/repository.ts";
import { tellOf } from "../tell.ts";
import { covers, levelOf } from "../who-asks.ts";

export const repositoryRoutes: Routes = {
  "GET /repos/{owner}/{repo}": {
    needs: readMetadata,
    handle: ({ context, repository, caller }) =>
      ok(
        showFullRepository(
          context,
          repository,
          caller.kind === "anonymous" ? undefined : levelOf(context, caller, repository),
        ),
      ),
  },
  "PATCH /repos/{owner}/{repo}": {
    needs: administer,
    async handle({ context, repository, caller, body, login }) {
      const name = text(body, "name");
      if (name !== undefined && name !== repository.name) renameRepository(context, repository, name, login);
      repository.description = text(body, "description") ?? repository.description;
      repository.defaultBranch = text(body, "default_branch") ?? repository.defaultBranch;
      for (const [key, words] of [
        ["archived", ["archived", "unarchived"]],
        ["private", ["privatized", "publicized"]],
      ] as const) {
        const wanted = body[key];
        if (typeof wanted !== "boolean" || wanted === repository[key]) continue;
        repository[key] = wanted;
        const action = wanted ? words[0] : words[1];
        tellOf(context, repository.id, login, {
          name: `repository-${action}`,
          event: "repository",
          payload: { action },
        });
      }
      return ok(showFullRepository(context, repository, levelOf(context, caller, repository)));
    },
  },
  "DELETE /repos/{owner}/{repo}": {
    needs: administer,
    async handle({ context, repository, login }) {
      await deleteRepository(context, repository, login);
      return noContent;
    },
  },
  "POST /repos/{owner}/{repo}/transfer": {
    needs: administer,
    handle({ context, repository, body, login }) {
      const owner = context.records.accounts.get((text(body, "new_owner") ?? "").toLowerCase());
      if (!owner) throw invalid("Repository", "new_owner", "invalid");
      transferRepository(context, repository, owner.login, login);
      return accepted(showFullRepository(context, repository, undefined));
    },
  },
  "POST /repos/{owner}/{repo}/forks": {
    needs: readMetadata,
    async handle({ context, repository, login }) {
      if (login === "") throw notFound();
      const fork = await forkRepository(context, repository, login);
      return accepted(showFullRepository(context, fork, "admin"));
    },
  },
  "GET /repos/{owner}/{repo}/installation": {
    needs: "app",
    handle({ context, repository, caller }) {
      const own = [...context.records.installations.values()].find(
        (each) => caller.kind === "app" && each.appId === caller.app.id && covers(each, repository),
      );
      if (!own) throw notFound();
      return ok(showInstallation(context, own));
    },
  },
  "GET /installation/repositories": {
    needs: "installation",
    handle({ context, caller }) {
      if (caller.kind !== "installation") throw notFound();
      const { installation, token } = caller;
      const found = [...context.records.repositories.values()].filter((each) =>
        covers(installation, each, token.of),
      );
      return {
        status: 200,
        list: {
          items: found.map((each) => ({
            ...showRepository(context, each),
            permissions: showPermissions("read"),
          })),
          wrap: (items, total) => ({ total_count: total, repositories: items }),
        },
      };
    },
  },
};
