"use client";

import { type ReactNode, type ToggleEvent, useId, useRef } from "react";

/**
 * A button that opens a small panel under itself. A native popover: it opens without scripts, closes on Escape or a
 * tap beside it, and lies above everything.
 */
export function Menu({
  label,
  trigger,
  children,
}: {
  label: string;
  trigger: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);

  const place = (event: ToggleEvent<HTMLDivElement>) => {
    const box = button.current?.getBoundingClientRect();
    if (event.newState !== "open" || !box) return;
    const { style } = event.currentTarget;
    style.setProperty("--menu-top", `${box.bottom + window.scrollY + 6}px`);
    style.setProperty("--menu-right", `${Math.max(8, document.documentElement.clientWidth - box.right)}px`);
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className="menu-button"
        popoverTarget={id}
        aria-label={label}
        title={label}
      >
        {trigger}
      </button>
      <div className="menu" id={id} popover="auto" onBeforeToggle={place}>
        {children}
      </div>
    </>
  );
}
