/** What the site's people are to do about a remote that moved; until then it is read at its new place. */
export function movedWords(address: string): string {
  return `The repository has moved to ${address}. It is read there; for publishing, set BOOK_REMOTE to the new address.`;
}

/** An address without the credentials it may hold. */
export function shownRemote(remote: string): string {
  return remote.replace(/\/\/[^/@]*@/u, "//");
}
