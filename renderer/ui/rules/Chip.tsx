// How something stands, as a sign, a word and a colour; the word alone says it.

import type { JSX } from "preact";
import type { Standing } from "../../plan/rules.ts";
import { rulesText } from "./text.ts";
import "./rules.css";

const SIGNS: Readonly<Record<Standing, string>> = { pass: "✓", warn: "!", fail: "✕" };

/** `words`: what it says; Pass, Warning or Fail when left out. */
export function Chip({
  standing,
  words,
}: {
  readonly standing: Standing;
  readonly words?: string;
}): JSX.Element {
  return (
    <span class={`chip chip-${standing}`}>
      <span aria-hidden="true" class="chip-sign">
        {SIGNS[standing]}
      </span>
      {words ?? rulesText.words[standing]}
    </span>
  );
}
