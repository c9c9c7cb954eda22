// A button that opens a menu under itself.

import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { Menu, type MenuItem } from "./Menu.tsx";

interface MenuButtonProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

export function MenuButton({ label, items }: MenuButtonProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const open = () => {
    const box = button.current?.getBoundingClientRect();
    if (box !== undefined) setAt({ x: box.left, y: box.bottom + 2 });
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button button-secondary menu-button"
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={() => (at === null ? open() : setAt(null))}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          open();
        }}
      >
        {label}
      </button>
      {at === null ? null : <Menu label={label} items={items} at={at} onClose={() => setAt(null)} />}
    </>
  );
}
