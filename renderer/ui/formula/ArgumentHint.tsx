// The hint while a function's arguments are typed: its signature with the argument at the caret in bold, and what it
// gives in one line. What is seen is one thing, what is heard another: a screen reader says the argument's name when it
// changes, not the whole signature at every key.

import type { JSX } from "preact";
import { argumentHint } from "../../engine/index.ts";
import { text } from "../text.ts";

interface ArgumentHintProps {
  readonly id: string;
  readonly formula: string;
  /** Where the caret is; null while the field has not the keyboard. */
  readonly caret: number | null;
}

export function ArgumentHint({ id, formula, caret }: ArgumentHintProps): JSX.Element {
  const hint = caret === null ? null : argumentHint(formula, caret);
  const place = hint?.described == null ? undefined : hint.signature.places[hint.described];
  const signature = hint?.signature.text ?? "";
  const argument = place === undefined ? "" : signature.slice(place.start, place.end);
  return (
    <>
      {hint === null ? null : (
        <div class="argument-hint" aria-hidden="true">
          <code>
            {place === undefined ? (
              signature
            ) : (
              <>
                {signature.slice(0, place.start)}
                <strong>{argument}</strong>
                {signature.slice(place.end)}
              </>
            )}
          </code>
          <span class="hint"> {hint.function.help}</span>
        </div>
      )}
      <span id={id} class="visually-hidden" aria-live="polite">
        {hint === null
          ? ""
          : text.hintOf(hint.function.name, argument.replaceAll("_", " "), hint.function.help)}
      </span>
    </>
  );
}
