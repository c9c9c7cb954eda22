// What is told of one figure, from its value to the note of its column.

import type { JSX } from "preact";
import type { FigureExplanation, FigurePlace, FormulaStep, Reading } from "../../plan/explainFigure.ts";
import type { App } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { type LineProps, ReadingLine, Section } from "./parts.tsx";
import { StepTree } from "./StepTree.tsx";
import { explainText } from "./text.ts";

interface ExplainedProps {
  readonly app: App;
  readonly found: FigureExplanation;
  readonly onGo: (place: FigurePlace) => void;
}

export function Explained({ app, found, onGo }: ExplainedProps): JSX.Element {
  const { error, errorPlace, because, imported, override, formula, steps, note } = found;
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
      {override === null ? null : <p class="explain-note">{override.sentence}</p>}
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
