// The panel beside a table that explains the figure in hand: where it comes from, step by step, down to the imported
// file, and what uses it. It follows the keyboard in the table; going to another figure can be taken back.
//
// What must stay true: the table stays usable beside it; Escape closes it and puts the keyboard back into the table;
// nothing here calculates, it only lays out what the plan explains.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { FigurePlace } from "../../plan/explainFigure.ts";
import { type App, useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { text } from "../text.ts";
import { Explained } from "./Explained.tsx";
import { closeExplanation, explanationInHand, goToFigure, showInTable } from "./follow.ts";
import { Sum } from "./Sum.tsx";
import { subtotalInHand } from "./subtotalInHand.ts";
import { explainText } from "./text.ts";
import "./explain.css";

/** A figure that was left by going to another one. */
interface Left {
  readonly title: string;
  readonly place: FigurePlace;
}

export function ExplainPanel(): JSX.Element | null {
  const app = useApp();
  return app.ui.isExplaining.value ? <Panel app={app} /> : null;
}

function Panel({ app }: { readonly app: App }): JSX.Element {
  const { ui, session } = app;
  const heading = useRef<HTMLHeadingElement>(null);
  const [left, setLeft] = useState<readonly Left[]>([]);
  const found = explanationInHand(app);
  const sum = found === null ? subtotalInHand(app) : null;
  const asked = ui.explainFocus.value;
  useEffect(() => heading.current?.focus(), [asked]);
  // Beside the panel there is less room: what is explained stays in sight.
  useEffect(() => showInTable(app), [asked]);
  const panel = useRef<HTMLElement>(null);
  const title = found?.title ?? sum?.title ?? "";
  useEffect(() => panel.current?.scrollTo(0, 0), [title]);
  const close = () => closeExplanation(app);
  const go = (place: FigurePlace) => {
    const cell = ui.cell.value;
    if (title !== "" && cell !== null) {
      const rowKey = cell.rowKey ?? sum?.rowKey ?? null;
      setLeft([...left, { title, place: { ...cell, rowKey, optionId: session.optionId.value } }]);
    }
    goToFigure(app, place);
  };
  const last = left.at(-1);
  return (
    <aside
      ref={panel}
      class="explain"
      data-part="explain"
      aria-label={explainText.panel}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <div class="explain-head">
        <h2 ref={heading} tabIndex={-1} class="explain-title">
          {title === "" ? explainText.panel : title}
        </h2>
        <Button tone="quiet" label={explainText.close} title={`${explainText.close} (Esc)`} onClick={close}>
          {text.close}
        </Button>
      </div>
      {last === undefined ? null : (
        <Button
          label={explainText.backTo(last.title)}
          onClick={() => {
            setLeft(left.slice(0, -1));
            goToFigure(app, last.place);
          }}
        >
          {explainText.back}
        </Button>
      )}
      {found !== null ? (
        <Explained app={app} found={found} onGo={go} />
      ) : sum !== null ? (
        <Sum app={app} sum={sum} onGo={go} />
      ) : (
        <NoFigure app={app} />
      )}
    </aside>
  );
}

function NoFigure({ app }: { readonly app: App }): JSX.Element {
  const cell = app.ui.cell.value;
  if (cell === null) return <p>{explainText.nothing}</p>;
  const isSum = cell.rowKey === null && cell.rowName !== "";
  return <p>{isSum ? explainText.noSum(cell.column, cell.rowName) : explainText.nothing}</p>;
}
