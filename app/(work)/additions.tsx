/** An image or a reference that comes along with a proposal, as pages show it. */
export type AdditionView =
  | { kind: "image"; path: string; address: string | null; size: number }
  | { kind: "reference"; path: string; key: string; text: string };

/** The files a proposal brings into the book besides changed text, each as it is. */
export function AdditionList({ additions }: { additions: readonly AdditionView[] }) {
  return (
    <ul className="additions">
      {additions.map((each) => (
        <li key={each.kind === "image" ? each.path : `${each.path} ${each.key}`} className="hunk">
          {each.kind === "image" ? <NewImage image={each} /> : <NewReference reference={each} />}
        </li>
      ))}
    </ul>
  );
}

function NewImage({ image }: { image: Extract<AdditionView, { kind: "image" }> }) {
  return (
    <>
      <p className="hunk-place">
        New image <code>{image.path}</code>, {sizeWords(image.size)}
      </p>
      {image.address === null ? (
        <p className="work-hint">It is not kept here any more.</p>
      ) : (
        <img src={image.address} alt={`To be added as ${image.path}`} loading="lazy" />
      )}
    </>
  );
}

function NewReference({ reference }: { reference: Extract<AdditionView, { kind: "reference" }> }) {
  return (
    <>
      <p className="hunk-place">
        New reference <code>{reference.key}</code>, at the end of <code>{reference.path}</code>
      </p>
      <pre>
        <span className="word-diff">
          <ins>{reference.text}</ins>
        </span>
      </pre>
    </>
  );
}

function sizeWords(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
