/** A person's initials. The name stands beside it, so it says nothing to a screen reader. */
export function Avatar({ name }: { name: string }) {
  const parts = name.trim().split(/\s+/u);
  const initials = [parts[0], parts.length > 1 ? parts.at(-1) : undefined]
    .map((part) => Array.from(part ?? "")[0] ?? "")
    .join("");
  return (
    <span className="avatar" aria-hidden="true">
      {initials.toLocaleUpperCase()}
    </span>
  );
}
