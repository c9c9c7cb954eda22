// What is told of a subtotal or total.

import type { JSX } from "preact";
import type { FigurePlace } from "../../plan/explainFigure.ts";
import type { App } from "../appContext.ts";
import { ReadingLine, Section } from "./parts.tsx";
import type { SubtotalExplanation } from "./subtotalInHand.ts";
import { explainText } from "./text.ts";

interface SumProps {
  readonly app: App;
  readonly sum: SubtotalExplanation;
  readonly onGo: (place: FigurePlace) => void;
}

export function Sum({ app, sum, onGo }: SumProps): JSX.Element {
  const { shown, sentence, largest, count } = sum;
  return (
    <>
      <p class="explain-figure">{shown}</p>
      <p class="hint">{explainText.inOption(app.session.option.name)}</p>
      <Section title={explainText.inWords}>
        <p>{sentence}</p>
      </Section>
      {largest.length === 0 ? null : (
        <Section title={explainText.largest(largest.length, count)}>
          <ul class="explain-list">
            {largest.map((row) => (
              <li key={row.title}>
                <ReadingLine reading={row} onGo={onGo} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
