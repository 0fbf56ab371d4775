"use client";

import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";

/** Views of one thing, one at a time. Arrow keys, Home and End move between them, as the ARIA pattern asks. */
export function Tabs({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { key: string; title: string; content: ReactNode }[];
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(0);
  const open = tabs[chosen] ?? tabs[0];

  const onKeyDown = (event: KeyboardEvent) => {
    const last = tabs.length - 1;
    const to = {
      ArrowRight: chosen === last ? 0 : chosen + 1,
      ArrowLeft: chosen === 0 ? last : chosen - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setChosen(to);
    list.current?.querySelectorAll("button")[to]?.focus();
  };

  if (!open) return null;
  return (
    <div className="tabs">
      <div className="tabs-list" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab, index) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            aria-selected={tab === open}
            aria-controls={`${id}-panel`}
            tabIndex={tab === open ? 0 : -1}
            onClick={() => setChosen(index)}
          >
            {tab.title}
          </button>
        ))}
      </div>
      <div className="tabs-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${open.key}`}>
        {open.content}
      </div>
    </div>
  );
}
