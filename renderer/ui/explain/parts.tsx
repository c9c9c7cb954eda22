// The parts that every explanation is laid out with: a headed section, and a line that names a figure and goes to it.

import type { ComponentChildren, JSX } from "preact";
import type { FigurePlace, Reading } from "../../plan/explainFigure.ts";
import { explainText } from "./text.ts";

export function Section(props: {
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

export interface LineProps {
  readonly reading: Pick<Reading, "title" | "shown" | "place">;
  readonly onGo: (place: FigurePlace) => void;
}

export function ReadingLine({ reading, onGo }: LineProps): JSX.Element {
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
