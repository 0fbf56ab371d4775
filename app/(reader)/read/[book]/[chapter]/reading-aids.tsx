"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Dialog, Shortcut } from "#lib/ui/index.ts";
import { SelectionMenu } from "./selection-menu.tsx";

/** What scripts add to a page that is complete without them. */
export function ReadingAids({
  previous,
  next,
  edit,
}: {
  previous: string | null;
  next: string | null;
  edit: string;
}) {
  const router = useRouter();
  const [keys, setKeys] = useState(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName)
      )
        return;
      if (event.key === "?") setKeys(true);
      else if (event.key === "ArrowLeft" && previous && !target.closest("[tabindex='0']"))
        router.push(previous);
      else if (event.key === "ArrowRight" && next && !target.closest("[tabindex='0']")) router.push(next);
      else if (event.key === "e") router.push(edit);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [edit, next, previous, router]);

  useEffect(() => watchSections(), []);
  useEffect(() => addCopyButtons(), []);
  useEffect(() => addEditLinks(edit), [edit]);

  return (
    <>
      <SelectionMenu edit={edit} />
      {keys && (
        <Dialog title="Keys" onClose={() => setKeys(false)}>
          <dl className="key-list">
            {[
              ["←", "previous chapter"],
              ["→", "next chapter"],
              ["e", "suggest an edit"],
              ["?", "this list"],
            ].map(([key, words]) => (
              <div key={key}>
                <dt>
                  <Shortcut>{key}</Shortcut>
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </Dialog>
      )}
    </>
  );
}

/** Mark the section one is reading in the list beside the page. */
function watchSections(): () => void {
  const links = new Map<string, HTMLElement[]>();
  for (const link of document.querySelectorAll<HTMLElement>("[data-spy]")) {
    const id = link.dataset.spy ?? "";
    links.set(id, [...(links.get(id) ?? []), link]);
  }
  let current = "";
  const observer = new IntersectionObserver(
    (entries) => {
      const seen = entries.find((entry) => entry.isIntersecting)?.target.id;
      if (!seen || seen === current) return;
      for (const link of links.get(current) ?? []) link.removeAttribute("aria-current");
      for (const link of links.get(seen) ?? []) link.setAttribute("aria-current", "true");
      current = seen;
    },
    { rootMargin: "-10% 0px -75% 0px" },
  );
  for (const id of links.keys()) {
    const heading = document.getElementById(id);
    if (heading) observer.observe(heading);
  }
  return () => observer.disconnect();
}

function addCopyButtons(): () => void {
  const added: Element[] = [];
  if (!navigator.clipboard) return () => undefined;
  for (const pre of document.querySelectorAll<HTMLElement>("#ui-text pre.code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-code";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(pre.querySelector("code")?.textContent ?? "");
      button.textContent = "Copied";
    });
    pre.after(button);
    added.push(button);
  }
  return () => {
    for (const each of added) each.remove();
  };
}

/** A way into the editor beside every section's heading. */
function addEditLinks(edit: string): () => void {
  const added: Element[] = [];
  for (const heading of document.querySelectorAll<HTMLElement>("#ui-text :is(h2, h3)[id]")) {
    const link = document.createElement("a");
    link.href = `${edit}?section=${encodeURIComponent(heading.id)}`;
    link.rel = "nofollow";
    link.className = "heading-edit";
    link.textContent = "Edit";
    link.setAttribute("aria-label", `Suggest an edit to “${heading.textContent?.replace(/¶$/u, "").trim()}”`);
    heading.append(link);
    added.push(link);
  }
  return () => {
    for (const each of added) each.remove();
  };
}
