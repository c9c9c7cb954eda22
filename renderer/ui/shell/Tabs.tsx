// The tabs (APG tabs pattern with automatic activation: arrow keys move and show). There can be more than fit: they
// scroll, the one that is shown is always in sight, and the menu beside them lists them all.

import type { JSX, RefObject, TargetedKeyboardEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { findTable } from "../../plan/tables.ts";
import { type App, useApp } from "../appContext.ts";
import { tabNames } from "../commandActions.ts";
import { Button } from "../components/Button.tsx";
import { MenuButton } from "../components/MenuButton.tsx";
import { findingsText } from "../findings/text.ts";
import { riskText } from "../risk/text.ts";
import { rulesText } from "../rules/text.ts";
import { tablesText } from "../tables/text.ts";
import { text } from "../text.ts";
import { REVIEW_TABS } from "../uiState.ts";

export function Tabs(): JSX.Element {
  const app = useApp();
  const { ui } = app;
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
  const list = useRef<HTMLDivElement>(null);
  const isFull = useOverflow(list, names.length);
  useEffect(() => {
    bringIntoSight(list.current);
  }, [active, isFull]);
  const words = (name: string) => tabTitle(app, name);
  const show = (name: string) => {
    ui.activeTab.value = name;
  };
  return (
    <div class="tab-bar" data-part="tabs">
      <div ref={list} class="tabs" role="tablist" aria-label={text.tables} onKeyDown={go}>
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
            onClick={() => show(name)}
          >
            {words(name)}
          </button>
        ))}
      </div>
      <span class="tab-tools">
        {isFull ? (
          <MenuButton
            label={tablesText.allTables}
            items={names.map((name) => ({ id: name, label: words(name), run: () => show(name) }))}
          />
        ) : null}
        <Button tone="quiet" onClick={() => app.run("newTable")}>
          {tablesText.newTitle}
        </Button>
      </span>
    </div>
  );
}

function tabTitle({ session }: App, name: string): string {
  if (name === REVIEW_TABS.risk) return riskText.tab;
  if (name === REVIEW_TABS.rules) return rulesText.title;
  if (name === REVIEW_TABS.findings) return findingsText.title;
  return findTable(session.plan.value, name)?.title ?? name;
}

/** Scrolls the tabs, and nothing else of the page, until the one that is shown can be seen. */
function bringIntoSight(list: HTMLElement | null): void {
  const tab = list?.querySelector('[aria-selected="true"]')?.getBoundingClientRect();
  if (list === null || tab === undefined) return;
  const { left, right } = list.getBoundingClientRect();
  if (tab.left < left) list.scrollLeft -= left - tab.left;
  else if (tab.right > right) list.scrollLeft += tab.right - right;
}

/** Whether there are more tabs than fit beside each other. */
function useOverflow(list: RefObject<HTMLElement | null>, count: number): boolean {
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const look = () => {
      setFull(element.scrollWidth > element.clientWidth + 1);
      bringIntoSight(element);
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    look();
    return () => observer.disconnect();
  }, [count]);
  return isFull;
}
