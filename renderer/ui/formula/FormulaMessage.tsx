// What is wrong with the formula being typed, in words, with the place underlined; or that it can be calculated.

import type { JSX } from "preact";
import { text } from "../text.ts";
import type { FormulaCheck } from "./checkInPlan.ts";

/** Characters of the formula shown before and after the place. */
const AROUND = 30;

interface FormulaMessageProps {
  readonly id: string;
  readonly formula: string;
  readonly check: FormulaCheck | null;
}

export function FormulaMessage({ id, formula, check }: FormulaMessageProps): JSX.Element {
  return (
    <div id={id} class="formula-message" aria-live="polite">
      {check === null ? null : check.ok ? (
        <Good several={check.several} />
      ) : (
        <Place formula={formula} check={check} />
      )}
    </div>
  );
}

function Good({ several }: { readonly several: boolean }): JSX.Element {
  return several ? <span class="formula-wrong">{text.formulaSpills}</span> : <span>{text.formulaGood}</span>;
}

function Place({
  formula,
  check,
}: {
  readonly formula: string;
  readonly check: Extract<FormulaCheck, { ok: false }>;
}): JSX.Element {
  const start = Math.min(check.start, formula.length);
  const end = Math.min(Math.max(check.end, start), formula.length);
  const from = Math.max(0, start - AROUND);
  const to = Math.min(formula.length, end + AROUND);
  // A place at the very end has no character of its own to underline.
  const marked = formula.slice(start, end) || "\u00a0";
  return (
    <>
      <span class="formula-wrong">
        {text.formulaAt(start + 1)} {check.message}
      </span>{" "}
      <code class="formula-place" aria-hidden="true">
        {from > 0 ? "…" : ""}
        {formula.slice(from, start)}
        <mark>{marked}</mark>
        {formula.slice(end, to)}
        {to < formula.length ? "…" : ""}
      </code>
    </>
  );
}
