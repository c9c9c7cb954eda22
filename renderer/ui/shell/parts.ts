// The parts of the screen from top to bottom, for the key that goes from one to the next (F6, as in office programs): a
// table has hundreds of cells, and nobody should have to pass them all to reach what stands below.

import type { UiState } from "../uiState.ts";

const PARTS = ["header", "messages", "tabs", "formulaBar", "tools", "view", "explain", "status"] as const;
export type ScreenPart = (typeof PARTS)[number];

/** What can take the keyboard inside a part; a disabled button can, so that its name can be heard. */
const FOCUSABLE =
  "button:not([tabindex='-1']), input, select, textarea, summary, [role='tab'][tabindex='0'], [tabindex='0']";

/** Puts the keyboard on the next part that is on the screen; after the last comes the first. */
export function stepPart(ui: UiState, step: 1 | -1): void {
  const found = PARTS.flatMap((part) => elementOf(part) ?? []);
  const at = found.findIndex((element) => element.contains(document.activeElement));
  const from = at === -1 && step === -1 ? 0 : at;
  for (let steps = 1; steps <= found.length; steps += 1) {
    const element = found[(from + step * steps + found.length * steps) % found.length];
    if (element !== undefined && enter(element, ui)) return;
  }
}

function elementOf(part: ScreenPart): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-part="${part}"]`);
}

/** True when something in the part took the keyboard. */
function enter(element: HTMLElement, ui: UiState): boolean {
  const isView = element.dataset.part === "view";
  if (isView && ui.grid.value !== null) ui.grid.value.focus();
  else (element.querySelector<HTMLElement>(FOCUSABLE) ?? (isView ? element : null))?.focus();
  return element.contains(document.activeElement);
}
