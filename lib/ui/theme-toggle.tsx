"use client";

import { Moon, Sun } from "lucide-react";
import { useEffect, useState } from "react";

/** Runs before the first paint, so that a chosen theme does not flash. */
export const themeScript = `try{var t=localStorage.getItem("theme");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}`;

/** Light or dark; without a choice the system decides. */
export function ThemeToggle() {
  const [dark, setDark] = useState(false);
  useEffect(() => {
    const chosen = document.documentElement.dataset.theme;
    setDark(chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  }, []);
  const toggle = () => {
    const next = dark ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem("theme", next);
    } catch {
      // A browser that keeps nothing still shows the theme on this page.
    }
    setDark(!dark);
  };
  return (
    <button
      type="button"
      className="theme-toggle"
      onClick={toggle}
      aria-label={dark ? "Use the light theme" : "Use the dark theme"}
    >
      {dark ? <Sun size={18} aria-hidden="true" /> : <Moon size={18} aria-hidden="true" />}
    </button>
  );
}
