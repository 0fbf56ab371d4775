"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";

/** One thing that can be chosen. */
export interface Choice {
  value: string;
  title: string;
  /** Searched as well, and not shown. */
  words?: string;
}

interface PickerProps {
  label: string;
  hint: string;
  initial?: string;
  /** Searched by every word typed; without choices the field is free text. */
  choices?: readonly Choice[];
  action?: string;
  preview?(value: string): ReactNode;
  extra?: ReactNode;
  onTake(value: string): void;
  onClose(): void;
}

/** A field with choices below it: arrow keys move, Enter takes, Escape closes. */
export function Picker({
  label,
  hint,
  initial = "",
  choices,
  action = "Insert",
  preview,
  extra,
  onTake,
  onClose,
}: PickerProps) {
  const [value, setValue] = useState(initial);
  const [at, setAt] = useState(0);
  const list = useId();
  const words = value.toLowerCase().split(/\s+/u).filter(Boolean);
  const found = (choices ?? [])
    .filter((choice) =>
      words.every((word) =>
        `${choice.value} ${choice.title} ${choice.words ?? ""}`.toLowerCase().includes(word),
      ),
    )
    .slice(0, 8);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const taken = choices && choices.length > 0 ? (found[at]?.value ?? value.trim()) : value.trim();
    if (taken !== "") onTake(taken);
  };
  return (
    <form className="ed-pick" onSubmit={submit}>
      <label>
        {label}
        <input
          className="control"
          value={value}
          placeholder={hint}
          autoComplete="off"
          {...(choices && {
            role: "combobox",
            "aria-expanded": found.length > 0,
            "aria-controls": list,
            "aria-activedescendant": found[at] ? `${list}-${at}` : undefined,
          })}
          onChange={(event) => {
            setValue(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") onClose();
            if (event.key === "ArrowDown") setAt(Math.min(found.length - 1, at + 1));
            if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
            if (event.key === "ArrowDown" || event.key === "ArrowUp") event.preventDefault();
          }}
          ref={focusOnce}
        />
      </label>
      {preview && <output className="ed-pick-preview">{preview(value)}</output>}
      <button type="submit" className="button" data-variant="primary">
        {action}
      </button>
      <button type="button" className="button" onClick={onClose}>
        Cancel
      </button>
      {extra}
      {found.length > 0 && (
        <div role="listbox" id={list} aria-label={label} className="ed-pick-list">
          {found.map((choice, index) => (
            <div
              key={choice.value}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === at}
              tabIndex={-1}
              onMouseDown={(event) => {
                event.preventDefault();
                onTake(choice.value);
              }}
            >
              <strong>{choice.value}</strong> {choice.title}
            </div>
          ))}
        </div>
      )}
    </form>
  );
}

function focusOnce(field: HTMLInputElement | null): void {
  if (field && document.activeElement !== field) field.focus();
}
