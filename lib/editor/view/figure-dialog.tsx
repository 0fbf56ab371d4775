"use client";

import { type FormEvent, useEffect, useId, useMemo, useState } from "react";
import type { AddTools } from "./add-tools.ts";
import { figureLabel, isFigureLabel } from "./figure-source.ts";
import { Modal } from "./modal.tsx";
import type { Writing } from "./writing.ts";

/** What a file may be; the server looks at the bytes. */
export const imageTypes = "image/png,image/jpeg,image/gif,image/webp,image/avif,image/svg+xml";
const largest = 5 * 1024 * 1024;
const widths = [
  ["", "Its own"],
  ["50%", "Half the text"],
  ["75%", "Three quarters"],
  ["100%", "All of it"],
] as const;

/** Asks for all a figure needs: its picture, what it shows, caption, label and width. */
export function FigureDialog({
  writing,
  file: dropped,
  labels,
  tools,
  onClose,
}: {
  writing: Writing;
  file: File | null;
  labels: readonly { label: string }[];
  tools: AddTools | undefined;
  onClose(): void;
}) {
  const [file, setFile] = useState(dropped);
  const [target, setTarget] = useState("");
  const [alt, setAlt] = useState("");
  const [decorative, setDecorative] = useState(false);
  const [caption, setCaption] = useState("");
  const [ownLabel, setOwnLabel] = useState<string | null>(null);
  const [width, setWidth] = useState("");
  const [problem, setProblem] = useState<{ message: string; at: string } | null>(null);
  const [pending, setPending] = useState(false);
  const id = useId();
  const taken = useMemo(
    () => new Set([...labels.map((each) => each.label), ...writing.labels()]),
    [writing, labels],
  );
  const label = ownLabel ?? (caption.trim() ? figureLabel(caption, taken) : "");
  const shown = useObjectUrl(file);

  const refuse = (at: string, message: string): void => setProblem({ at, message });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!file && target.trim() === "") return refuse("image", "Please choose a picture first.");
    if (file && file.size > largest) return refuse("image", "Please keep a picture under 5 MB.");
    if (!decorative && alt.trim() === "")
      return refuse("alt", "Please say what the picture shows, or that it is decoration.");
    if (label !== "" && !isFigureLabel(label))
      return refuse("label", "A label begins with fig- and has letters, digits and - after it.");
    if (taken.has(label)) return refuse("label", "Something in the book has this label already.");
    setPending(true);
    const about = alt.trim() || file?.name.replace(/\.\w+$/u, "") || "";
    const added = file && tools ? await tools.addImage(file, about.slice(0, 300)) : null;
    setPending(false);
    if (added && !added.ok) return refuse("image", added.problem.message);
    const address = added?.ok ? added.value.target : target.trim();
    onClose();
    writing.figure({ target: address, alt: decorative ? "" : alt, caption, label, width });
  };
  const error = (at: string) =>
    problem?.at === at && (
      <span className="field-error" role="alert">
        {problem.message}
      </span>
    );
  return (
    <Modal title="Add a figure" onClose={onClose}>
      <form className="ed-form" onSubmit={(event) => void submit(event)}>
        {shown && <img className="ed-form-picture" src={shown} alt="What you chose" />}
        {tools && (
          <label>
            {file ? "Another picture" : "Picture"}
            <input
              type="file"
              accept={imageTypes}
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
            {!file && (
              <span className="field-hint">
                PNG, JPEG, GIF, WebP, AVIF or SVG, at most 5 MB. Only your own, or freely licensed.
              </span>
            )}
          </label>
        )}
        {!file && (
          <label>
            {tools ? "Or one that the book has: its address" : "Address of the picture"}
            <input
              className="control"
              value={target}
              placeholder="images/picture.png"
              onChange={(event) => setTarget(event.target.value)}
            />
          </label>
        )}
        {error("image")}
        <label>
          What it shows, for those who cannot see it
          <textarea
            className="control"
            rows={2}
            maxLength={2000}
            value={decorative ? "" : alt}
            disabled={decorative}
            placeholder="A line chart that …"
            onChange={(event) => setAlt(event.target.value)}
          />
        </label>
        {error("alt")}
        <label className="checkbox">
          <input
            type="checkbox"
            checked={decorative}
            onChange={(event) => setDecorative(event.target.checked)}
          />
          <span>It is decoration and says nothing that the text does not.</span>
        </label>
        <label>
          Caption
          <input
            className="control"
            value={caption}
            maxLength={1000}
            placeholder="What readers should see in it"
            onChange={(event) => setCaption(event.target.value)}
          />
        </label>
        <div className="ed-form-pair">
          <label>
            Label, for referring to it
            <input
              className="control"
              value={label}
              maxLength={80}
              placeholder="fig-…"
              onChange={(event) => setOwnLabel(event.target.value.trim().replace(/^[#@]/u, ""))}
            />
          </label>
          <label htmlFor={`${id}-width`}>
            Width
            <select
              id={`${id}-width`}
              className="control"
              value={width}
              onChange={(event) => setWidth(event.target.value)}
            >
              {widths.map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        </div>
        {error("label")}
        <div className="ed-form-actions">
          <button type="submit" className="button" data-variant="primary" disabled={pending}>
            {pending ? "Adding…" : "Insert"}
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** An address of the file on this page, for as long as it is shown. */
function useObjectUrl(file: File | null): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!file) return setAddress(null);
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}
