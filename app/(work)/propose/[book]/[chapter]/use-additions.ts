"use client";

import { useCallback, useMemo, useRef, useState } from "react";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import type { AddTools, ToolbarResources } from "#lib/editor/view/index.ts";
import type { AdditionView } from "../../../additions.tsx";
import { addReference, findReference, previewReference } from "./actions.ts";

interface AddedImage {
  path: string;
  target: string;
  address: string;
}

/** What the draft brings along: what it has already, and tools that add to it. */
export function useAdditions(desk: {
  draft: string;
  path: string;
  images: Record<string, string>;
  additions: readonly AdditionView[];
  resources: ToolbarResources;
}) {
  const { draft, path } = desk;
  const [additions, setAdditions] = useState(desk.additions);
  // The editor asks while it draws, so what was just added must be here at once.
  const addresses = useRef(new Map(Object.entries(desk.images)));

  const imageAddress = useCallback((written: string) => {
    const target = written.replace(/^<(.*)>$/u, "$1").replace(/^(?:\.\/)+/u, "");
    return addresses.current.get(target) ?? addresses.current.get(decoded(target)) ?? null;
  }, []);

  const tools = useMemo((): AddTools => {
    // The same image a second time is the one that is there.
    const put = (next: AdditionView) =>
      setAdditions((all) => [
        ...all.filter((each) => each.kind !== "image" || each.path !== next.path),
        next,
      ]);
    return {
      async addImage(image, about) {
        const query = new URLSearchParams({ proposal: draft, path, about });
        const added = await sendImage(`/uploads?${query}`, image);
        if (!added.ok) return added;
        addresses.current.set(added.value.target, added.value.address);
        put({ kind: "image", path: added.value.path, address: added.value.address, size: image.size });
        return added;
      },
      findReference: (text) => findReference({ id: draft, path, text }).catch(() => away),
      readReference: (text) => previewReference({ id: draft, path, text }).catch(() => away),
      async addReference(text, key) {
        const added = await addReference({ id: draft, path, text, key }).catch(() => away);
        if (added.ok) put({ kind: "reference", ...added.value });
        return added;
      },
    };
  }, [draft, path]);

  const { resources } = desk;
  const all = useMemo((): ToolbarResources => {
    const own = additions.flatMap((each) =>
      each.kind === "reference" ? [{ key: each.key, title: "Added by you", words: each.text }] : [],
    );
    return { ...resources, works: [...own, ...resources.works], add: tools };
  }, [additions, resources, tools]);
  return { additions, resources: all, imageAddress };
}

const away = refuse(
  "storage.unavailable",
  "The site did not answer. Please try again; what you typed is kept.",
);

async function sendImage(address: string, image: Blob): Promise<Outcome<AddedImage>> {
  try {
    const answer = await fetch(address, {
      method: "POST",
      body: image,
      headers: { "Content-Type": "application/octet-stream" },
    });
    return (await answer.json()) as Outcome<AddedImage>;
  } catch {
    return away;
  }
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
