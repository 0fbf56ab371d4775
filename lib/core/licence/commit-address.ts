/** An address for Git that gives nobody's mail away: the host's no-reply address, or one that cannot receive mail. */
export function commitAddress(person: { id: string; host: { login: string; id: string } | null }): string {
  return person.host
    ? `${person.host.id}+${person.host.login}@users.noreply.github.com`
    : `${person.id}@contributor.invalid`;
}
