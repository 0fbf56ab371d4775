"use client";

import { useEffect, useState } from "react";
import { Menu } from "./menu.tsx";

const themes = { system: "Auto", light: "Light", sepia: "Sepia", dark: "Dark" };
const sizes = { small: "Small", normal: "Normal", large: "Large", largest: "Largest" };
type Theme = keyof typeof themes;
type Size = keyof typeof sizes;

/** Put a choice on the page and keep it; the default is the absence of a choice. */
function choose(kept: "theme" | "text-size", value: string, standard: string): void {
  const { dataset } = document.documentElement;
  const name = kept === "theme" ? "theme" : "text";
  if (value === standard) delete dataset[name];
  else dataset[name] = value;
  try {
    if (value === standard) localStorage.removeItem(kept);
    else localStorage.setItem(kept, value);
  } catch {
    // A browser that keeps nothing still shows the choice on this page.
  }
}

/** What the reader chose earlier in this browser. */
function readKept(): { theme: Theme; size: Size } {
  try {
    const theme = localStorage.getItem("theme") ?? "";
    const size = localStorage.getItem("text-size") ?? "";
    return {
      theme: Object.hasOwn(themes, theme) ? (theme as Theme) : "system",
      size: Object.hasOwn(sizes, size) ? (size as Size) : "normal",
    };
  } catch {
    return { theme: "system", size: "normal" };
  }
}

/** How the page looks: colours and size of the text, as the reader likes it. */
export function Appearance() {
  const [theme, setTheme] = useState<Theme>("system");
  const [size, setSize] = useState<Size>("normal");
  useEffect(() => {
    const kept = readKept();
    // A page that the browser drew anew (one that does not exist) has lost what the early script set.
    choose("theme", kept.theme, "system");
    choose("text-size", kept.size, "normal");
    setTheme(kept.theme);
    setSize(kept.size);
  }, []);
  return (
    <Menu
      label="How the page looks"
      trigger={
        <span className="appearance-letter" aria-hidden="true">
          A<span style={{ fontSize: "0.75em" }}>a</span>
        </span>
      }
    >
      <div className="appearance">
        <fieldset>
          <legend>Colours</legend>
          <div className="appearance-choices">
            {Object.entries(themes).map(([value, words]) => (
              <label key={value}>
                <input
                  type="radio"
                  name="ui-theme"
                  value={value}
                  checked={theme === value}
                  onChange={() => {
                    choose("theme", value, "system");
                    setTheme(value as Theme);
                  }}
                />
                {words}
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>Text</legend>
          <div className="appearance-choices">
            {Object.entries(sizes).map(([value, words], index) => (
              <label key={value}>
                <input
                  type="radio"
                  name="ui-text-size"
                  value={value}
                  checked={size === value}
                  aria-label={words}
                  onChange={() => {
                    choose("text-size", value, "normal");
                    setSize(value as Size);
                  }}
                />
                <span
                  className="appearance-letter"
                  aria-hidden="true"
                  style={{ fontSize: `${0.9 + index * 0.22}rem` }}
                >
                  A
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      </div>
    </Menu>
  );
}
