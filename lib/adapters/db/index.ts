export { createAdditions } from "./additions.ts";
export { createAssets } from "./assets.ts";
export { createBookFacts } from "./book-facts.ts";
export { createBookKeeping } from "./book-keeping.ts";
export { createBookTexts, createFetchedTexts } from "./book-texts.ts";
export {
  announcePeople,
  type DraftNews,
  listenForChanges,
  listenForDrafts,
  listenForSettings,
} from "./changes.ts";
export { type Database, openDatabase } from "./client.ts";
export { createConnections } from "./connections.ts";
export { createDeliveries, createHostStandings } from "./deliveries.ts";
export { createDismissals, createErrata } from "./errata.ts";
export { createFetchedHistories, createHistories } from "./histories.ts";
export { createHostWaiting } from "./host-waiting.ts";
export { createCoAuthors } from "./inviting.ts";
export { createJobs } from "./jobs.ts";
export { appendToLedger, createLedger } from "./ledger.ts";
export { createInbox, createPeople, createPost } from "./people.ts";
export { createPermissions } from "./permissions.ts";
export { createDrafts, createProposals } from "./proposals.ts";
export { createPublications } from "./publications.ts";
export { createPullLinks } from "./pull-links.ts";
export { createPulledProposals } from "./pulled-proposals.ts";
export { createReviews } from "./reviews.ts";
export { createRoles } from "./roles.ts";
export { createSharedTexts } from "./shared-texts.ts";
export { createShelf } from "./shelf.ts";
export { createSyncLog } from "./sync-log.ts";
export { createTalkRecords } from "./talk-records.ts";
