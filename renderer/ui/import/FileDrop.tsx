// Files dropped anywhere on the window go to the import dialog. While files hover over the window a sign says so.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useApp } from "../appContext.ts";
import { importText } from "./text.ts";

export function FileDrop(): JSX.Element | null {
  const { ui } = useApp();
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setHovering(true);
    };
    const leave = (event: DragEvent) => {
      // Leaving one element for another inside the window has a related target; leaving the window has none.
      if (event.relatedTarget === null) setHovering(false);
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setHovering(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      const other = ui.dialog.value !== null && ui.dialog.value.kind !== "import";
      if (files.length > 0 && !other) ui.dialog.value = { kind: "import", files };
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [ui]);
  return hovering ? <div class="drop-sign">{importText.dropHere}</div> : null;
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
