// The page of the paint benchmark: Catchment itself, and in the same document a bare AG Grid of the same size whose
// own refreshCells is the limit. Offers the benchmark two measurements; the edits themselves come from the keyboard.

import { createGrid, type GridApi } from "ag-grid-community";
import "../../../renderer/main.tsx";
import { registerGridModules } from "../../../renderer/ui/grid/gridModules.ts";

const ROWS = 6_300;
const COLUMNS = 17;

/** Resolves once the frame after the next style and layout has been put on screen. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  });
}

function createBareGrid(): { readonly grid: GridApi; readonly values: Float64Array } {
  registerGridModules();
  const values = new Float64Array(ROWS * COLUMNS).map((_, index) => index);
  const element = document.getElementById("bare");
  if (element === null) throw new Error("no place for the bare grid");
  const grid = createGrid<{ readonly index: number }>(element, {
    columnDefs: Array.from({ length: COLUMNS }, (_, column) => ({
      colId: `c${column}`,
      headerName: `Column ${column}`,
      valueGetter: ({ data }) => values[(data?.index ?? 0) * COLUMNS + column],
    })),
    rowData: Array.from({ length: ROWS }, (_, index) => ({ index })),
  });
  return { grid, values };
}

let bare: ReturnType<typeof createBareGrid> | null = null;

/** One changed column of the bare grid, refreshed: milliseconds until it is painted. */
async function refreshBareGrid(): Promise<number> {
  bare ??= createBareGrid();
  await painted();
  for (let row = 0; row < ROWS; row++) bare.values[row * COLUMNS + 2] = performance.now() + row;
  const start = performance.now();
  bare.grid.refreshCells({ columns: ["c2"] });
  await painted();
  return performance.now() - start;
}

/** From the next Enter key until the watched element's text has changed and is painted, in milliseconds. */
function nextEditToPaint(watched: Element): Promise<number> {
  return new Promise((resolve) => {
    let start = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Enter") start = performance.now();
    };
    document.addEventListener("keydown", onKey, { capture: true });
    const observer = new MutationObserver(() => {
      if (start === 0) return;
      observer.disconnect();
      document.removeEventListener("keydown", onKey, { capture: true });
      void painted().then(() => resolve(performance.now() - start));
    });
    observer.observe(watched, { childList: true, characterData: true, subtree: true });
  });
}

Object.assign(window, { paintBench: { refreshBareGrid, nextEditToPaint } });
