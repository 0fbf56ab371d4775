"use client";

import type { AddTools } from "./add-tools.ts";
import { drawFormula } from "./draw-formula.ts";
import { FigureDialog } from "./figure-dialog.tsx";
import { type Choice, Picker } from "./picker.tsx";
import { ReferenceDialog } from "./reference-dialog.tsx";
import type { Writing } from "./writing.ts";

/** What can be cited and referred to. */
export interface ToolbarResources {
  labels: readonly { label: string; title: string }[];
  /** `words` are looked through as well, and not shown. */
  works: readonly { key: string; title: string; words?: string }[];
  /** For adding images and works; without it only what the book has can be put in. */
  add?: AddTools;
}

/** What has to be asked before it can be put into the text. */
export type Asking = "citation" | "new-work" | "reference" | "formula" | "link" | "figure" | { file: File };

/** One question below the tools; its answer goes to where the cursor was. */
export function Question({
  writing,
  asking,
  resources,
  onAsk,
}: {
  writing: Writing;
  asking: Asking | null;
  resources: ToolbarResources;
  onAsk(next: Asking | null): void;
}) {
  const { add: tools } = resources;
  const address: string | null = asking === "link" ? writing.linkAddress() : null;
  const close = () => {
    onAsk(null);
    writing.focus();
  };
  const put = (kind: Parameters<Writing["insert"]>[0], source: string) => {
    close();
    writing.insert(kind, source);
  };
  return (
    <>
      {asking === "citation" && (
        <Picker
          label="Work to cite"
          hint="Type an author, title or key"
          choices={resources.works.map(({ key, ...work }) => ({ value: key, ...work }))}
          onTake={(key) => put("citation", `[@${key}]`)}
          onClose={close}
          extra={
            tools && (
              <button type="button" className="button" onClick={() => onAsk("new-work")}>
                A work that is not listed…
              </button>
            )
          }
        />
      )}
      {asking === "new-work" && tools && (
        <ReferenceDialog tools={tools} onTake={(key) => put("citation", `[@${key}]`)} onClose={close} />
      )}
      {asking === "reference" && (
        <Picker
          label="What to refer to"
          hint="Type a figure, table or section"
          choices={referable(writing, resources.labels)}
          onTake={(label) => put("crossReference", `@${label}`)}
          onClose={close}
        />
      )}
      {asking === "formula" && (
        <Picker
          label="Formula in TeX"
          hint="E = mc^2"
          preview={(tex) => <Formula tex={tex} />}
          onTake={(tex) => put("inlineMath", `$${tex}$`)}
          onClose={close}
          extra={
            <button
              type="button"
              className="button"
              onClick={() => {
                close();
                writing.formulaBlock();
              }}
            >
              On a line of its own
            </button>
          }
        />
      )}
      {asking === "link" && (
        <Picker
          label="Address"
          hint="https://…"
          initial={address ?? ""}
          action={address === null ? "Insert" : "Change"}
          onTake={(href) => {
            close();
            writing.setLink(href);
          }}
          onClose={close}
          extra={
            address !== null && (
              <button
                type="button"
                className="button"
                onClick={() => {
                  close();
                  writing.setLink(null);
                }}
              >
                Remove link
              </button>
            )
          }
        />
      )}
      {(asking === "figure" || typeof asking === "object") && asking !== null && (
        <FigureDialog
          writing={writing}
          file={typeof asking === "object" ? asking.file : null}
          labels={resources.labels}
          tools={tools}
          onClose={close}
        />
      )}
    </>
  );
}

function Formula({ tex }: { tex: string }) {
  const html = tex.trim() === "" ? null : drawFormula(tex, false);
  if (html === null) return <>{tex.trim() === "" ? "" : "This formula cannot be read yet."}</>;
  return (
    <span
      ref={(place) => {
        // KaTeX's own markup, made here from TeX alone.
        if (place) place.innerHTML = html;
      }}
    />
  );
}

/** What this text has gained stands first: it is what was last thought of. */
function referable(writing: Writing, labels: ToolbarResources["labels"]): Choice[] {
  const book = labels.map((each) => ({ value: each.label, title: each.title }));
  const known = new Set(labels.map((each) => each.label));
  const own = [...writing.labels()].filter((label) => !known.has(label));
  return [...own.map((label) => ({ value: label, title: "In this chapter" })), ...book];
}
