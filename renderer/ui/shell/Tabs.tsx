// The tabs (APG tabs pattern with automatic activation: arrow keys move and show).

import type { JSX, TargetedKeyboardEvent } from "preact";
import { findTable } from "../../plan/tables.ts";
import { useApp } from "../appContext.ts";
import { tabNames } from "../commandActions.ts";
import { text } from "../text.ts";

export function Tabs(): JSX.Element {
  const app = useApp();
  const { session, ui } = app;
  const names = tabNames(app);
  const active = ui.activeTab.value;
  const go = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const at = names.indexOf(active);
    const { length } = names;
    const to =
      event.key === "ArrowRight"
        ? (at + 1) % length
        : event.key === "ArrowLeft"
          ? (at - 1 + length) % length
          : event.key === "Home"
            ? 0
            : event.key === "End"
              ? length - 1
              : null;
    const name = to === null ? undefined : names[to];
    if (name === undefined) return;
    event.preventDefault();
    ui.activeTab.value = name;
    event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')[to ?? 0]?.focus();
  };
  return (
    <div class="tabs" data-part="tabs" role="tablist" aria-label={text.tables} onKeyDown={go}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          class="tab"
          aria-selected={name === active}
          aria-controls="view"
          tabIndex={name === active ? 0 : -1}
          onClick={() => {
            ui.activeTab.value = name;
          }}
        >
          {findTable(session.plan.value, name)?.title ?? name}
        </button>
      ))}
    </div>
  );
}
