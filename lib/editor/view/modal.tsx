"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";

/** A native dialog over the editor, for what needs more than a line. Escape closes it. */
export function Modal({ title, onClose, children }: { title: string; onClose(): void; children: ReactNode }) {
  const place = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = place.current;
    // It is closed by being taken away; closing it here would tell whoever asked that the person did.
    if (dialog && !dialog.open) dialog.showModal();
  }, []);
  return (
    <dialog ref={place} className="dialog ed-modal" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
