"use client";

import { type FormEvent, useRef, useState } from "react";
import type { AddTools, PastedReference } from "./add-tools.ts";
import { Modal } from "./modal.tsx";

/**
 * A new work for the bibliography: its DOI or BibTeX entry pasted, looked at as it will be printed, then added and
 * cited.
 */
export function ReferenceDialog({
  tools,
  onTake,
  onClose,
}: {
  tools: AddTools;
  /** Told the key to cite. */
  onTake(key: string): void;
  onClose(): void;
}) {
  const [text, setText] = useState("");
  const [read, setRead] = useState<PastedReference | null>(null);
  const [key, setKey] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [finding, setFinding] = useState(false);
  const asked = useRef(0);
  const pasted = useRef(false);

  const change = (next: string) => {
    setText(next);
    setRead(null);
    setProblem(null);
    setFinding(false);
    asked.current++;
    // An entry is pasted whole; what is still being typed is looked at when the field is left.
    if (/^\s*@\w+\s*\{.*\}\s*$/su.test(next)) void look(next);
    else if (pasted.current && namesDoi(next)) void find(next);
    pasted.current = false;
  };
  const find = async (next: string) => {
    const turn = ++asked.current;
    setFinding(true);
    const found = await tools.findReference(next);
    if (turn !== asked.current) return;
    setFinding(false);
    if (!found.ok) return setProblem(found.problem.message);
    setText(found.value.text);
    await look(found.value.text);
  };
  const look = async (next: string) => {
    if (next.trim() === "" || namesDoi(next)) return;
    const turn = ++asked.current;
    const found = await tools.readReference(next);
    if (turn !== asked.current) return;
    if (!found.ok) return setProblem(found.problem.message);
    setRead(found.value);
    setKey(found.value.key);
  };
  const add = async (cite: boolean) => {
    if (!read) return;
    setPending(true);
    const added = await tools.addReference(text, key.trim());
    setPending(false);
    if (added.ok && cite) onTake(added.value.key);
    else if (added.ok) onClose();
    else setProblem(added.problem.message);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void add(true);
  };
  return (
    <Modal title="Add a reference" onClose={onClose}>
      <form className="ed-form" onSubmit={submit}>
        <label>
          DOI or BibTeX entry
          <textarea
            className="control ed-form-code"
            rows={8}
            maxLength={20_000}
            spellCheck={false}
            value={text}
            placeholder={
              "10.1145/3065386\n\n@article{name2024word,\n  author = {…},\n  title = {…},\n  year = {2024}\n}"
            }
            onPaste={() => {
              pasted.current = true;
            }}
            onChange={(event) => change(event.target.value)}
            onBlur={() => !read && void look(text)}
          />
          <span className="field-hint">
            A DOI is looked up. Publishers and Google Scholar offer BibTeX under “Cite” or “Export”.
          </span>
        </label>
        {namesDoi(text) && (
          <button type="button" className="button" disabled={finding} onClick={() => void find(text)}>
            {finding ? "Looking it up…" : "Look it up"}
          </button>
        )}
        {problem && (
          <span className="field-error" role="alert">
            {problem}
          </span>
        )}
        {read && read.duplicates.length > 0 && (
          <div className="ed-form-note" role="status">
            <p>The book seems to have this work already:</p>
            {read.duplicates.map((work) => (
              <button key={work.key} type="button" className="button" onClick={() => onTake(work.key)}>
                Cite {work.title}
              </button>
            ))}
          </div>
        )}
        {read && (
          <>
            <div className="ed-form-note">
              <p className="field-hint">As it will be printed</p>
              <Printed html={read.html} />
              <p className="field-hint">And in the text: {read.cited}</p>
            </div>
            <label>
              Key, by which the text names it
              <input className="control" value={key} onChange={(event) => setKey(event.target.value)} />
            </label>
          </>
        )}
        <div className="ed-form-actions">
          <button type="submit" className="button" data-variant="primary" disabled={pending || !read}>
            {pending
              ? "Adding…"
              : read && read.duplicates.length > 0
                ? "Add it all the same"
                : "Add and cite"}
          </button>
          <button
            type="button"
            className="button"
            disabled={pending || !read}
            onClick={() => void add(false)}
          >
            Add without citing
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** Whether this is not an entry, and has what looks like a DOI. */
function namesDoi(text: string): boolean {
  return !/^\s*@/u.test(text) && /\b10\.\d{4,9}\/\S/u.test(text);
}

function Printed({ html }: { html: string }) {
  return (
    <p
      ref={(place) => {
        // Made and sanitised by the server's own renderer.
        if (place) place.innerHTML = html;
      }}
    />
  );
}
