// The panel beside a table that explains the figure in hand: where it comes from, step by step, down to the imported
// file, and what uses it. It follows the keyboard in the table; going to another figure can be taken back.
//
// What must stay true: the table stays usable beside it; Escape closes it and puts the keyboard back into the table;
// nothing here calculates, it only lays out what the plan explains.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { FigureExplanation, FigurePlace, FormulaStep, Reading } from "../../plan/explainFigure.ts";
import { type App, useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { text } from "../text.ts";
import { closeExplanation, explanationInHand, goToFigure, showInTable } from "./follow.ts";
import { StepTree } from "./StepTree.tsx";
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
  const asked = ui.explainFocus.value;
  useEffect(() => heading.current?.focus(), [asked]);
  // Beside the panel there is less room: what is explained stays in sight.
  useEffect(() => showInTable(app), [asked]);
  const panel = useRef<HTMLElement>(null);
  const title = found?.title ?? "";
  useEffect(() => panel.current?.scrollTo(0, 0), [title]);
  const close = () => closeExplanation(app);
  const go = (place: FigurePlace) => {
    const cell = ui.cell.value;
    if (found !== null && cell !== null)
      setLeft([
        ...left,
        { title: found.title, place: { ...cell, rowKey: cell.rowKey, optionId: session.optionId.value } },
      ]);
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
          {found?.title ?? explainText.panel}
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
      {found === null ? <NoFigure app={app} /> : <Explained app={app} found={found} onGo={go} />}
    </aside>
  );
}

function NoFigure({ app }: { readonly app: App }): JSX.Element {
  const cell = app.ui.cell.value;
  if (cell === null) return <p>{explainText.nothing}</p>;
  const isSubtotal = cell.rowKey === null && cell.rowName !== "";
  return <p>{isSubtotal ? explainText.subtotal(cell.column, cell.rowName) : explainText.nothing}</p>;
}

interface ExplainedProps {
  readonly app: App;
  readonly found: FigureExplanation;
  readonly onGo: (place: FigurePlace) => void;
}

function Explained({ app, found, onGo }: ExplainedProps): JSX.Element {
  const { error, errorPlace, because, imported, insteadOf, formula, steps, note } = found;
  return (
    <>
      <p class="explain-figure">{found.shown}</p>
      <p class="hint">{explainText.inOption(app.session.option.name)}</p>
      {error === null ? null : (
        <Section title={explainText.error} tone="error">
          <p>{error}</p>
          {errorPlace === null ? null : (
            <Button onClick={() => onGo(errorPlace)}>{explainText.whereItBegan}</Button>
          )}
        </Section>
      )}
      {insteadOf === null ? null : <p class="explain-note">{explainText.ownValue(insteadOf)}</p>}
      {error === null ? (
        <Section title={explainText.inWords}>
          <p>{found.sentence}</p>
        </Section>
      ) : null}
      {because.length === 0 ? null : (
        <Section title={explainText.because}>
          <ul class="explain-list">
            {because.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </Section>
      )}
      {imported === null ? null : (
        <Section title={explainText.file}>
          <p>
            {[
              imported.fileName,
              imported.description,
              imported.dataDate === "" ? "" : explainText.ofDate(imported.dataDate),
              imported.where,
            ]
              .filter((each) => each !== "")
              .join(", ")}
          </p>
        </Section>
      )}
      {formula === null ? null : (
        <Section title={explainText.formula}>
          <p>
            <code class="explain-formula">{formula}</code>
          </p>
        </Section>
      )}
      {steps === null || isAllReading(steps) ? null : (
        <Section title={explainText.steps}>
          <p class="hint">{explainText.stepsHint}</p>
          <StepTree steps={steps.steps} onGo={onGo} />
        </Section>
      )}
      {formula === null ? null : <Readings found={found} onGo={onGo} />}
      <Users found={found} onGo={onGo} />
      {note === "" ? null : (
        <Section title={explainText.note}>
          <p>{note}</p>
        </Section>
      )}
    </>
  );
}

/** Every part is a figure that is listed among those read: the steps would say nothing more. */
function isAllReading(step: FormulaStep): boolean {
  return step.steps.every((each) => each.place !== null && each.used && each.steps.length === 0);
}

function Section(props: {
  readonly title: string;
  readonly tone?: "error";
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section class={props.tone === "error" ? "explain-section explain-error" : "explain-section"}>
      <h3>{props.title}</h3>
      {props.children}
    </section>
  );
}

type ListProps = Pick<ExplainedProps, "found" | "onGo">;

function Readings({ found, onGo }: ListProps): JSX.Element {
  if (found.readings.length === 0)
    return (
      <Section title={explainText.reads}>
        <p>{explainText.readsNothing}</p>
      </Section>
    );
  return (
    <Section title={explainText.reads}>
      <ul class="explain-list">
        {found.readings.map((reading) => (
          <li key={reading.title}>
            <ReadingLine reading={reading} onGo={onGo} />
            {reading.origin === "" ? null : <span class="hint explain-origin">{reading.origin}</span>}
            {reading.rows.length < 2 ? null : <RowsRead reading={reading} onGo={onGo} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface LineProps {
  readonly reading: Pick<Reading, "title" | "shown" | "place">;
  readonly onGo: ExplainedProps["onGo"];
}

function ReadingLine({ reading, onGo }: LineProps): JSX.Element {
  const { title, shown, place } = reading;
  return (
    <>
      <button
        type="button"
        class="link-button"
        aria-label={explainText.goToWith(title, shown)}
        onClick={() => onGo(place)}
      >
        {title}
      </button>
      {shown === "" ? null : <span class="step-value">: {shown}</span>}
    </>
  );
}

/** The rows that a function took, to see which they were. */
function RowsRead({
  reading,
  onGo,
}: {
  readonly reading: Reading;
  readonly onGo: LineProps["onGo"];
}): JSX.Element {
  const { rows, moreRows } = reading;
  return (
    <details class="explain-rows">
      <summary>{explainText.showRows(rows.length, moreRows)}</summary>
      <ul class="explain-list">
        {rows.map((row) => (
          <li key={row.title}>
            <ReadingLine reading={row} onGo={onGo} />
          </li>
        ))}
        {moreRows === 0 ? null : <li class="hint">{explainText.moreRows(moreRows)}</li>}
      </ul>
    </details>
  );
}

function Users({ found, onGo }: ListProps): JSX.Element {
  if (found.dependents.length === 0)
    return (
      <Section title={explainText.usedBy}>
        <p>{explainText.usedByNothing}</p>
      </Section>
    );
  return (
    <Section title={explainText.usedBy}>
      <ul class="explain-list">
        {found.dependents.map(({ title, place }) => (
          <li key={title}>
            <button
              type="button"
              class="link-button"
              aria-label={explainText.goTo(title)}
              onClick={() => onGo(place)}
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
