// Argument hints: which function the caret is in, which of its arguments, and the function's signature as text.

import { argumentAt, type FunctionDescription } from "../functions/define.ts";
import { findFunction } from "../functions/registry.ts";
import { scanFormula } from "../grammar/formulaScan.ts";

export interface SignatureText {
  /** `SUMIFS(sum_range, range1, criterion1, [range], [criterion], …)` */
  readonly text: string;
  /** Where each described argument stands in the text. */
  readonly places: readonly { readonly start: number; readonly end: number }[];
}

export interface ArgumentHint {
  readonly function: FunctionDescription;
  readonly signature: SignatureText;
  /** Which argument of the call the caret is in, from 0. */
  readonly argument: number;
  /** Which described argument that is (repetition followed), or null beyond the last. */
  readonly described: number | null;
  /** Where the function's name starts in the formula. */
  readonly start: number;
}

/** A function's signature: optional arguments in brackets, `…` after those that may be repeated. */
export function signatureText(description: FunctionDescription): SignatureText {
  let text = `${description.name}(`;
  const places: { start: number; end: number }[] = [];
  for (const [place, { name, optional }] of description.arguments.entries()) {
    if (place > 0) text += ", ";
    const start = text.length;
    text += optional ? `[${name}]` : name;
    places.push({ start, end: text.length });
  }
  if (description.arguments.some((each) => each.repeating)) text += ", …";
  return { text: `${text})`, places };
}

/** The hint for the innermost function that is open at the caret; null outside all functions and within a text. */
export function argumentHint(formula: string, caret: number): ArgumentHint | null {
  const { calls, text } = scanFormula(formula.slice(0, caret));
  if (text >= 0) return null;
  for (const call of [...calls].reverse()) {
    const entry = call.name === "" ? undefined : findFunction(call.name.replace(/^_XLFN\.(_XLWS\.)?/, ""));
    if (entry === undefined) continue;
    const { name, category, help, arguments: described, volatile } = entry;
    const description = { name, category, help, arguments: described, volatile };
    const argument = call.arguments.length - 1;
    const at = argumentAt(entry, argument);
    return {
      function: description,
      signature: signatureText(description),
      argument,
      described: at === undefined ? null : described.indexOf(at),
      start: call.start,
    };
  }
  return null;
}
