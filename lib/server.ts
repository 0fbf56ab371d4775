/**
 * Where use cases meet the web: each function is one of lib/features with this process's adapters, bound to the person
 * who asks. Pages, route handlers and server actions import this and nothing deeper.
 */
import "server-only";
import { sessionPerson } from "#lib/adapters/auth/index.ts";
import {
  createFetchedHistories,
  createFetchedTexts,
  listenForChanges,
  listenForDrafts,
} from "#lib/adapters/db/index.ts";
import { pageStore } from "#lib/adapters/page-cache/index.ts";
import { createRateLimits } from "#lib/adapters/rate-limit/index.ts";
import { createRenderer } from "#lib/adapters/render/index.ts";
import { Rooms } from "#lib/adapters/together/index.ts";
import { createWorks } from "#lib/adapters/works/index.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type Actor, limits as limitTable } from "#lib/core/policy/index.ts";
import { addImage } from "#lib/features/add-image.ts";
import { addReference, findReference, previewReference } from "#lib/features/add-reference.ts";
import { changeRole } from "#lib/features/change-role.ts";
import { checkDraft } from "#lib/features/check-draft.ts";
import { discardDraft } from "#lib/features/discard-draft.ts";
import { dismissSuggestion } from "#lib/features/dismiss-suggestion.ts";
import { exchangeDraft, mayWriteAlong } from "#lib/features/exchange-draft.ts";
import { fileErratum } from "#lib/features/file-erratum.ts";
import { listPeople } from "#lib/features/list-people.ts";
import { listOwnProposals, listQueue } from "#lib/features/list-proposals.ts";
import { openDraft } from "#lib/features/open-draft.ts";
import { proposeFromErratum } from "#lib/features/propose-from-erratum.ts";
import { proposeUndo } from "#lib/features/propose-undo.ts";
import { publishProposal } from "#lib/features/publish-proposal.ts";
import { readAsset } from "#lib/features/read-asset.ts";
import { listBooks, readBook } from "#lib/features/read-book.ts";
import { readChapter } from "#lib/features/read-chapter.ts";
import { readDraft } from "#lib/features/read-draft.ts";
import { listErrata, readErratum } from "#lib/features/read-errata.ts";
import { readHistory } from "#lib/features/read-history.ts";
import { readLedger } from "#lib/features/read-ledger.ts";
import { readNotifications } from "#lib/features/read-notifications.ts";
import { readOpenPassages } from "#lib/features/read-open-passages.ts";
import { readProgress } from "#lib/features/read-progress.ts";
import { readProposal } from "#lib/features/read-proposal.ts";
import { readResources } from "#lib/features/read-resources.ts";
import { readUpload } from "#lib/features/read-upload.ts";
import { receiveDelivery } from "#lib/features/receive-delivery.ts";
import { renderPreview } from "#lib/features/render-preview.ts";
import { requestSync } from "#lib/features/request-sync.ts";
import {
  commentOnProposal,
  decideHunks,
  rejectProposal,
  requestChanges,
} from "#lib/features/review-proposal.ts";
import { revisePassage } from "#lib/features/revise-passage.ts";
import { saveDraft } from "#lib/features/save-draft.ts";
import { settleClashes } from "#lib/features/settle-clashes.ts";
import {
  inviteToDraft,
  joinDraft,
  leaveDraft,
  readInvitation,
  removeCoAuthor,
} from "#lib/features/share-draft.ts";
import { signGrantOf } from "#lib/features/sign-grant.ts";
import { demoPeople } from "#lib/features/sign-in-person.ts";
import { stopPublication } from "#lib/features/stop-publication.ts";
import { submitProposal } from "#lib/features/submit-proposal.ts";
import { triageErratum } from "#lib/features/triage-erratum.ts";
import { updateDraft } from "#lib/features/update-draft.ts";
import { withdrawProposal } from "#lib/features/withdraw-proposal.ts";
import { configuredBook } from "#lib/installation.ts";
import { log, ports, settings, watchSettings } from "#lib/settings.ts";
import { setup } from "#lib/setup.ts";
import { actor, actorOf, isFromHere, originOf, permissions, signIn } from "#lib/visitor.ts";
import { once, openReviser, openVerifier } from "#lib/wiring.ts";

const renderer = () => once("renderer", () => createRenderer({ threads: 1, timeoutMs: 10_000 }));
/** Texts of the book; those that are not stored yet come from the worker. */
const texts = () => createFetchedTexts(ports().texts, ports().jobs);
const reviser = () => once("reviser", () => openReviser(settings()));
const works = () => createWorks(settings().doiResolver);
const limits = () => once("limits", () => createRateLimits(settings().databaseUrl ?? "", limitTable));

type Bound<Rest extends unknown[], Result> = (...rest: Rest) => Promise<Result>;

/** A use case with ports and actor filled in. */
function as<P, Rest extends unknown[], Result>(
  feature: (ports: P, actor: Actor, ...rest: Rest) => Promise<Result>,
  choose: () => P,
): Bound<Rest, Result> {
  return async (...rest) => feature(choose(), await actor(), ...rest);
}

export const server = {
  actor,
  auth: {
    callback: (request: Request) => signIn().callback(request),
    signIn: (...options: Parameters<ReturnType<typeof signIn>["signIn"]>) => signIn().signIn(...options),
    signOut: (...options: Parameters<ReturnType<typeof signIn>["signOut"]>) => signIn().signOut(...options),
    ways: () => ({
      github: settings().github.signIn !== undefined,
      demo: settings().demoAccounts ? demoPeople : null,
    }),
    /** Whether a demo account may be used from where this request comes. */
    mayUseDemo: (headers: Headers): boolean => settings().demoAccounts && isFromHere(headers),
    /** Count one more try to sign in from this network. */
    spend: (headers: Headers): Promise<Outcome<true>> => limits().signIns.spend(originOf(headers)),
  },
  me: async () => {
    const who = await actor();
    return who.id === null
      ? null
      : { name: who.name, role: who.role, unread: await ports().inbox.unread(who.id) };
  },
  person: async () => {
    const { id } = await actor();
    return id === null ? null : ports().people.find(id);
  },
  /** The book this installation is set up for, where it exists already. */
  currentBook: async () => {
    const id = configuredBook(settings()).id;
    return (await ports().shelf.books()).find((book) => book.id === id) ?? null;
  },
  setup,
  hasModel: () => settings().model !== undefined,
  /** Whether roles follow the book's repository where nobody gave another one here. */
  rolesFollow: () => permissions(settings()) !== null,
  publicUrl: () => settings().web.publicUrl,
  originOf,

  /** What the Git host tells of itself; null where nothing is expected. The body is read after it is counted. */
  receiveDelivery: (headers: Headers, body: () => Promise<string | null>) =>
    receiveDelivery(
      { ...ports(), verify: openVerifier(settings()), limit: limits().deliveries },
      {
        origin: originOf(headers),
        header: (name) => headers.get(name),
        body,
      },
    ),

  listBooks: () => listBooks(ports()),
  readBook: (book: string) => readBook(ports(), book),
  readChapter: (book: string, chapter: string) => readChapter(ports(), book, chapter),
  readHistory: as(readHistory, () => ({
    ...ports(),
    texts: texts(),
    histories: createFetchedHistories(ports().histories, ports().jobs),
    limit: limits().comparisons,
  })),
  proposeUndo: as(proposeUndo, () => ({
    ...ports(),
    texts: texts(),
    histories: createFetchedHistories(ports().histories, ports().jobs),
  })),
  /** Passages of a revision, drawn for anyone. The comparison they belong to was counted already. */
  drawRevision: async (wish: { book: string; path: string; sources: string[] }) =>
    renderPreview(
      { ...ports(), texts: texts(), renderer: renderer(), limit: { spend: async () => ok<true>(true) } },
      await actor(),
      wish,
      "history.compare",
    ),
  readAsset: (blob: string) => readAsset(ports(), blob),
  readProgress: as(readProgress, ports),
  requestSync: as(requestSync, ports),

  openDraft: as(openDraft, ports),
  exchangeDraft: as(exchangeDraft, () => ({ ...ports(), limit: limits().exchanges })),
  inviteToDraft: as(inviteToDraft, ports),
  removeCoAuthor: as(removeCoAuthor, ports),
  leaveDraft: as(leaveDraft, ports),
  readInvitation: as(readInvitation, ports),
  joinDraft: as(joinDraft, ports),
  readResources: as(readResources, ports),
  readOpenPassages: as(readOpenPassages, ports),
  saveDraft: as(saveDraft, () => ({ ...ports(), limit: limits().drafts })),
  readDraft: as(readDraft, () => ({ ...ports(), limit: limits().drafts })),
  updateDraft: as(updateDraft, () => ({ ...ports(), limit: limits().drafts })),
  addImage: as(addImage, () => ({ ...ports(), limit: limits().uploads })),
  readUpload: as(readUpload, ports),
  previewReference: as(previewReference, () => ({
    ...ports(),
    renderer: renderer(),
    limit: limits().references,
  })),
  findReference: as(findReference, () => ({ ...ports(), limit: limits().references, works: works() })),
  addReference: as(addReference, () => ({ ...ports(), renderer: renderer(), limit: limits().references })),
  discardDraft: as(discardDraft, ports),
  checkDraft: as(checkDraft, () => ({ ...ports(), limit: limits().previews })),
  dismissSuggestion: as(dismissSuggestion, ports),
  renderPreview: as(renderPreview, () => ({
    ...ports(),
    texts: texts(),
    renderer: renderer(),
    limit: limits().previews,
  })),
  revisePassage: as(revisePassage, () => ({ ...ports(), reviser: reviser(), limit: limits().models })),
  submitProposal: as(submitProposal, () => ({ ...ports(), limit: limits().proposals })),
  signGrant: as(signGrantOf, () => ({ ...ports(), limit: limits().proposals })),
  settleClashes: as(settleClashes, ports),
  withdrawProposal: as(withdrawProposal, ports),
  listOwnProposals: as(listOwnProposals, ports),

  listQueue: as(listQueue, ports),
  readProposal: as(readProposal, ports),
  decideHunks: as(decideHunks, ports),
  commentOnProposal: as(commentOnProposal, () => ({ ...ports(), limit: limits().comments })),
  requestChanges: as(requestChanges, ports),
  rejectProposal: as(rejectProposal, ports),
  publishProposal: as(publishProposal, ports),
  stopPublication: as(stopPublication, ports),

  fileErratum: as(fileErratum, () => ({ ...ports(), limit: limits().errata })),
  readErratum: as(readErratum, ports),
  listErrata: as(listErrata, ports),
  triageErratum: as(triageErratum, ports),
  proposeFromErratum: as(proposeFromErratum, ports),

  listPeople: as(listPeople, ports),
  changeRole: as(changeRole, ports),

  readNotifications: as(readNotifications, ports),
  readLedger: as(readLedger, ports),

  /** Whether the database answers; for /readyz. */
  isReady: async () =>
    ports()
      .ledger.size()
      .then(
        () => true,
        () => false,
      ),
};

/** The open drafts of this process; our own server hands them what asks for a socket (scripts/start/web.ts). */
export function openRooms(): void {
  const { databaseUrl, web, authSecret } = settings();
  if (!databaseUrl) return;
  once("rooms", () => {
    const settings = { secret: authSecret ?? "", publicUrl: web.publicUrl };
    let listens = false;
    const rooms = new Rooms({
      actor: actorOf,
      identify: async ({ headers }) =>
        actorOf(await sessionPerson({ cookie: headers.cookie ?? "" }, settings)),
      isOurs: (origin, host) =>
        URL.canParse(origin) && [new URL(web.publicUrl).host, host].includes(new URL(origin).host),
      enter: (who, place) => mayWriteAlong(ports(), who, place),
      exchange: (who, asked) => exchangeDraft({ ...ports(), limit: limits().exchanges }, who, asked),
      since: ({ id, path }, after) => ports().sharedTexts.since(id, path, after),
      tellPeople: (news) => ports().tellPeople(news),
      report: (error) => log().error({ err: error }, "A draft that several people write had trouble"),
    });
    return (...request: Parameters<Rooms["upgrade"]>): void => {
      // A site on which nobody writes together keeps no connection for it.
      if (!listens) {
        listens = true;
        listenForDrafts(databaseUrl, {
          told: (news) => rooms.hear(news),
          hearing: (yes) => yes && rooms.hearAgain(),
        });
      }
      void rooms.upgrade(...request);
    };
  });
}

export { type SetupVisit, setupCookie } from "#lib/setup.ts";
export { watchSettings };

/** Hear of changes from every process for as long as this one lives. Called when a web process starts. */
export function watchForChanges(): void {
  const { databaseUrl } = settings();
  if (!databaseUrl) return;
  once("changes", () =>
    listenForChanges(databaseUrl, {
      changed: (paths) => pageStore().forget(paths),
      hearing: (yes) => {
        pageStore().listening = yes;
        if (yes) pageStore().forget(["*"]);
      },
    }),
  );
}
