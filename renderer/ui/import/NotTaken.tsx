// What the plan has no place for of a workbook, part by part, before it is imported.

import type { JSX } from "preact";
import { partsNotTaken } from "../../app/formulaDraft.ts";
import type { ReadFile } from "../../excel/read/sourceFile.ts";
import { formulaText } from "./formulaText.ts";

/** Nothing where everything comes along. What only dresses the page is folded away. */
export function NotTaken({ file }: { readonly file: ReadFile }): JSX.Element | null {
  const parts = partsNotTaken(file);
  if (parts.length === 0) return null;
  const important = parts.filter((each) => each.matters);
  const looks = parts.filter((each) => !each.matters);
  const looksList =
    looks.length === 0 ? null : (
      <details>
        <summary>{important.length === 0 ? formulaText.onlyLooks : formulaText.looks}</summary>
        <ul>
          {looks.map(({ kind, text }) => (
            <li key={kind}>{text}</li>
          ))}
        </ul>
      </details>
    );
  if (important.length === 0) return looksList;
  return (
    <section class="import-not-kept" aria-label={formulaText.notKept}>
      <h4>{formulaText.notKept}</h4>
      <p class="hint">{formulaText.notKeptHint}</p>
      <ul>
        {important.map(({ kind, text }) => (
          <li key={kind}>{text}</li>
        ))}
      </ul>
      {looksList}
    </section>
  );
}
