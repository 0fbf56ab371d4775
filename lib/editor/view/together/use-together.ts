"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Person } from "#lib/core/together/index.ts";
import type { KeepingState } from "../draft-keeper.ts";
import type { Ended } from "./ask-server.ts";
import type { EditorLink, LinkPlace } from "./link.ts";
import type { RoomClient } from "./room-client.ts";

/**
 * Keeps a text that several people write, in place of `useDraftKeeper`. What it needs is loaded only then. Everything
 * works without a socket too, only slower.
 */
export function useTogether(options: {
  /** Whether anybody was invited. It stays what it was when the page was loaded. */
  on: boolean;
  id: string;
  path: string;
  personId: string;
  version: number;
  text: string;
  /** Told of a text that others changed; the editor has it already. */
  onText(text: string): void;
}) {
  const { on, id, path, personId } = options;
  const [state, setState] = useState<KeepingState>("saved");
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [ended, setEnded] = useState<Ended | null>(null);
  const link = useRef<EditorLink | null>(null);
  const room = useRef<RoomClient | null>(null);
  const version = useRef(options.version);
  /** Typed before what brings it on its way was loaded. */
  const early = useRef<string | null>(null);
  const latest = useRef(options);
  latest.current = options;

  useEffect(() => {
    if (!on) return;
    let gone = false;
    const load = async (): Promise<void> => {
      const [{ RoomClient }, { unstoredStore }] = await Promise.all([
        import("./room-client.ts"),
        import("./unstored-store.ts"),
      ]);
      if (gone) return;
      room.current = new RoomClient({
        place: { id, path },
        opening: latest.current.text,
        link: () => link.current,
        store: unstoredStore(`together:${personId}:${id}:${path}`),
        onText: (text) => latest.current.onText(text),
        onState: setState,
        onPeople: setPeople,
        onVersion: (next) => {
          version.current = Math.max(version.current, next);
        },
        onEnded: setEnded,
      });
      if (early.current !== null) room.current.write(early.current);
    };
    void load().catch(() => setState("offline"));
    const leave = (event: BeforeUnloadEvent): void => {
      if (room.current?.hasUnstored()) event.preventDefault();
    };
    window.addEventListener("beforeunload", leave);
    return () => {
      gone = true;
      window.removeEventListener("beforeunload", leave);
      room.current?.close();
      room.current = null;
    };
  }, [on, id, path, personId]);

  const keep = useCallback((text: string) => {
    if (room.current) room.current.write(text);
    else early.current = text;
  }, []);
  const place = useMemo<LinkPlace>(() => ({ link, moved: () => room.current?.moved() }), []);
  const flush = useCallback(async () => (await room.current?.flush()) ?? false, []);
  return {
    state,
    keep,
    flush,
    version: () => version.current,
    /** The draft has this version now. */
    saw(next: number): void {
      version.current = Math.max(version.current, next);
    },
    people,
    ended,
    place,
  };
}
