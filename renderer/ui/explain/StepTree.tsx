// A formula's parts, one inside the other, each with its value: a list of lists, so that every screen reader can say
// where it is. A part that reads a figure goes to it.

import type { JSX } from "preact";
import type { FigurePlace, FormulaStep } from "../../plan/explainFigure.ts";
import { explainText } from "./text.ts";

interface StepTreeProps {
  readonly steps: readonly FormulaStep[];
  readonly onGo: (place: FigurePlace) => void;
}

export function StepTree({ steps, onGo }: StepTreeProps): JSX.Element {
  return (
    <ul class="steps">
      {steps.map((step, at) => (
        <li key={at} class={step.used ? "step" : "step step-unused"}>
          <Step step={step} onGo={onGo} />
          {step.steps.length === 0 ? null : <StepTree steps={step.steps} onGo={onGo} />}
        </li>
      ))}
    </ul>
  );
}

function Step({
  step,
  onGo,
}: {
  readonly step: FormulaStep;
  readonly onGo: StepTreeProps["onGo"];
}): JSX.Element {
  const { text, place, shown, used } = step;
  return (
    <span class="step-line">
      {place === null ? (
        <code>{text}</code>
      ) : (
        <button
          type="button"
          class="link-button code"
          aria-label={explainText.goTo(text)}
          onClick={() => onGo(place)}
        >
          {text}
        </button>
      )}{" "}
      {used ? <span class="step-value">= {shown}</span> : <span class="hint">({explainText.notUsed})</span>}
    </span>
  );
}
