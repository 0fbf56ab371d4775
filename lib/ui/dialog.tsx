"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";

/** A native modal dialog, open for as long as it is shown; a sheet at the bottom of a phone. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose(): void;
  children: ReactNode;
}) {
  const place = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = place.current;
    if (dialog && !dialog.open) {
      dialog.showModal();
      // The browser begins at the button that closes it; whoever is asked something wants to answer.
      dialog.querySelector<HTMLElement>("form :is(textarea, input, select)")?.focus();
    }
    return () => dialog?.close();
  }, []);
  return (
    // The event comes late: by then the dialog may have been opened again.
    <dialog
      ref={place}
      className="dialog"
      aria-labelledby={id}
      onClose={() => {
        if (!place.current?.open) onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        <button
          type="button"
          className="dialog-close"
          aria-label="Close"
          onClick={() => place.current?.close()}
        >
          <X size={18} aria-hidden="true" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
