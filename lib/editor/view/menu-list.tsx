"use client";

import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from "react";
import { isApple, keyWord } from "#lib/ui/index.ts";

export interface MenuItem {
  name: string;
  /** The keys that do the same, such as `Mod+B`. */
  keys?: string;
  icon?: ReactNode;
  /** For one of several that exclude each other. */
  checked?: boolean;
  /** Null where it cannot be done now. */
  run: (() => void) | null;
}

/** Items under a heading; the first group may have none. */
export interface MenuGroup {
  title?: string;
  items: readonly MenuItem[];
}

/** A menu that has the keyboard while it is open: arrow keys move, Enter takes, Escape closes. */
export function MenuList({
  label,
  groups,
  place,
  onClose,
}: {
  label: string;
  groups: readonly MenuGroup[];
  /** Filled with the menu, for whoever places it. */
  place?: RefObject<HTMLDivElement | null>;
  /** `back`: the keyboard goes back to where it came from. */
  onClose(back: boolean): void;
}) {
  const own = useRef<HTMLDivElement>(null);
  const menu = place ?? own;
  useEffect(() => menu.current?.querySelector<HTMLElement>("button:not(:disabled)")?.focus(), [menu]);
  return (
    <div
      ref={menu}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      className="ed-menu"
      onKeyDown={(event) => onMenuKey(event, () => onClose(true))}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onClose(false);
      }}
    >
      {groups.map((group, index) => (
        <fieldset key={group.title ?? index} aria-label={group.title ?? label}>
          {group.title && <p aria-hidden="true">{group.title}</p>}
          {group.items.map(({ name, keys, icon, checked, run }) => (
            <button
              key={name}
              type="button"
              role={checked === undefined ? "menuitem" : "menuitemradio"}
              {...(checked === undefined ? {} : { "aria-checked": checked })}
              tabIndex={-1}
              disabled={run === null}
              onClick={() => {
                run?.();
                onClose(true);
              }}
            >
              {icon}
              <span>{name}</span>
              {keys && <kbd>{keyWord(keys, isApple())}</kbd>}
            </button>
          ))}
        </fieldset>
      ))}
    </div>
  );
}

function onMenuKey(event: KeyboardEvent<HTMLDivElement>, close: () => void): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("button:not(:disabled)")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const go = (index: number): void => items[(index + items.length) % items.length]?.focus();
  if (event.key === "ArrowDown") go(at + 1);
  else if (event.key === "ArrowUp") go(at - 1);
  else if (event.key === "Home") go(0);
  else if (event.key === "End") go(items.length - 1);
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
