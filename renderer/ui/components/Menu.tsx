// A menu of commands (APG menu pattern): arrow keys move, letters jump, Enter runs, Escape closes and gives the
// focus back. Used for the context menu of the grid, column menus and menu buttons.

import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** Shown at the right, e.g. `Ctrl+M`. */
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean;
  /** A line above this item. */
  readonly separated?: boolean;
  readonly run: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Where its corner goes, in page pixels; it is moved so that it stays on the screen. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

export function Menu({ label, items, at, onClose }: MenuProps): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(4, Math.min(at.x, window.innerWidth - width - 4))}px`;
    element.style.top = `${Math.max(4, Math.min(at.y, window.innerHeight - height - 4))}px`;
  }, [at]);
  // Before the next key, which is meant for the menu.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const menu = list.current;
    entries(menu)[0]?.focus();
    const outside = (event: Event) => {
      if (!(event.target instanceof Node) || !list.current?.contains(event.target)) onClose();
    };
    document.addEventListener("pointerdown", outside, true);
    window.addEventListener("blur", onClose);
    return () => {
      document.removeEventListener("pointerdown", outside, true);
      window.removeEventListener("blur", onClose);
      const now = document.activeElement;
      const isLost = now === null || now === document.body || menu?.contains(now) === true;
      if (isLost && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const move = (event: KeyboardEvent) => {
    const all = entries(list.current);
    const index = all.indexOf(document.activeElement as HTMLElement);
    const target = targetOf(event, all, index);
    event.stopPropagation();
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      onClose();
    } else if (target !== undefined) {
      event.preventDefault();
      target.focus();
    }
  };
  return (
    <div ref={list} class="menu" role="menu" aria-label={label} tabIndex={-1} onKeyDown={move}>
      {items.map((item) => (
        <button
          type="button"
          key={item.id}
          role="menuitem"
          tabIndex={-1}
          class={item.separated === true ? "menu-item menu-item-separated" : "menu-item"}
          aria-disabled={item.disabled === true ? "true" : undefined}
          onClick={() => {
            if (item.disabled === true) return;
            onClose();
            item.run();
          }}
        >
          <span>{item.label}</span>
          {item.shortcut === undefined ? null : (
            <span aria-hidden="true" class="menu-shortcut">
              {item.shortcut}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

function entries(list: HTMLElement | null): readonly HTMLElement[] {
  return list === null ? [] : [...list.querySelectorAll<HTMLElement>('[role="menuitem"]')];
}

/** Which item a key goes to. */
function targetOf(event: KeyboardEvent, all: readonly HTMLElement[], index: number): HTMLElement | undefined {
  const { length } = all;
  switch (event.key) {
    case "ArrowDown":
      return all[(index + 1) % length];
    case "ArrowUp":
      return all[(index - 1 + length) % length];
    case "Home":
      return all[0];
    case "End":
      return all[length - 1];
  }
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey) return undefined;
  const letter = event.key.toLowerCase();
  const ordered = [...all.slice(index + 1), ...all.slice(0, index + 1)];
  return ordered.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter));
}
