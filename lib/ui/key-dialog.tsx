"use client";

import { Dialog } from "./dialog.tsx";
import { isApple, keyNames } from "./keys.ts";
import { Shortcut } from "./shortcut.tsx";

/** Keys that belong together: the keys pressed at once, such as `Mod+B`, and what they do. */
export interface KeyGroup {
  title?: string;
  keys: readonly (readonly [pressed: string, does: string])[];
}

/** The keys of a page, as a dialog, as this keyboard has them. `Mod+B` is drawn as two keys. */
export function KeyDialog({ groups, onClose }: { groups: readonly KeyGroup[]; onClose(): void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      {groups.map(({ title, keys }) => (
        <section key={title ?? ""} className="key-group">
          {title && <h3>{title}</h3>}
          <dl className="key-list">
            {keys.map(([pressed, does]) => (
              <div key={`${pressed} ${does}`}>
                <dt>
                  {keyNames(pressed, isApple()).map((key) => (
                    <Shortcut key={key}>{key}</Shortcut>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
