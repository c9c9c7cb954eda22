// What a group row shows in its first cell, and what a row of grouped practices says to a screen reader.

import { counted, text } from "../text.ts";
import type { GridRow } from "./groupRows.ts";

/** Expander, name and number of practices. */
export function groupCell(name: string, count: number, open: boolean, toggle: () => void): HTMLElement {
  const cell = document.createElement("span");
  cell.className = "group-cell";
  const expander = document.createElement("button");
  expander.type = "button";
  expander.tabIndex = -1;
  expander.className = open ? "expander expander-open" : "expander";
  expander.setAttribute("aria-label", open ? text.collapse(name) : text.expand(name));
  expander.addEventListener("click", toggle);
  const label = document.createElement("span");
  label.className = "group-name";
  label.textContent = name;
  const number = document.createElement("span");
  number.className = "group-count";
  number.textContent = counted(count, "practice");
  cell.append(expander, label, number);
  return cell;
}

/** A cell that only has words. The grid would read a plain text as markup, which the page's policy forbids. */
export function plainCell(shown: string): HTMLElement {
  const cell = document.createElement("span");
  cell.textContent = shown;
  return cell;
}

/** What the cell shows, and what a screen reader says after it. */
export function describedCell(shown: string, said: string): HTMLElement {
  const cell = plainCell(shown);
  const words = document.createElement("span");
  words.className = "visually-hidden";
  words.textContent = `, ${said}`;
  cell.append(words);
  return cell;
}

/** Treegrid semantics: groups are level 1 and can be open or closed, their practices level 2. */
export function markGroupRow(element: HTMLElement, row: GridRow, open: boolean): void {
  element.setAttribute("aria-level", row.kind === "row" ? "2" : "1");
  if (row.kind === "group") element.setAttribute("aria-expanded", String(open));
  else element.removeAttribute("aria-expanded");
}
