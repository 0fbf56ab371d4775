export interface LfsPointer {
  /** SHA-256 of the real file. */
  oid: string;
  /** Bytes of the real file. */
  size: number;
}

/**
 * The pointer that Git LFS keeps in place of a large file, or null for an ordinary file. A pointer is shown as what
 * it is and never edited. Source of the rule: the Git LFS specification (version line first, under 1024 bytes).
 */
export function lfsPointer(content: Buffer): LfsPointer | null {
  if (content.length >= 1024) return null;
  const text = content.toString("latin1");
  if (!/^version https:\/\/(?:git-lfs\.github\.com\/spec\/v1|hawser\.github\.com\/spec\/v1)\n/.test(text))
    return null;
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const size = /^size (\d{1,15})$/m.exec(text)?.[1];
  return oid && size ? { oid, size: Number(size) } : null;
}
