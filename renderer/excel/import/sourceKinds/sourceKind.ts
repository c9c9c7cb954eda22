// What every recogniser offers: a name, words, and a look at one sheet.

import type { Problem } from "../../../plan/problem.ts";
import type { Mapping } from "../mapping.ts";
import type { SheetView } from "./sheetView.ts";

export type SourceKindName =
  | "registered-patients"
  | "registered-patients-by-area"
  | "practice-map"
  | "epraccur"
  | "weighted-populations"
  | "gp-payments"
  | "epcn"
  | "icb-allocations"
  | "place-based-session"
  | "unknown";

export interface KindAnswer {
  /** How many known headings the sheet has; the sheet with the most wins. */
  readonly score: number;
  /** Null when the file holds nothing to import; then a problem says why. */
  readonly mapping: Mapping | null;
  /** What it was recognised by, as a sentence. */
  readonly why: string;
  readonly problems: readonly Problem[];
}

export interface SourceKind {
  readonly kind: SourceKindName;
  readonly description: string;
  /** True when the file has no headings: `recognise` then gets views without any. */
  readonly headerless?: boolean;
  /** Null when the sheet is something else. */
  recognise(view: SheetView, fileName: string): KindAnswer | null;
}

/** `Its headings include CODE and AGE.` */
export function knownBy(view: SheetView, indexes: readonly (number | undefined)[]): string {
  const headers = indexes.flatMap((index) => (index === undefined ? [] : [view.headers[index] ?? ""]));
  const last = headers.pop() ?? "";
  return headers.length === 0
    ? `It has the heading ${last}.`
    : `It has the headings ${headers.join(", ")} and ${last}.`;
}

/** Optional fields of a mapping, absent when there is no such column. */
export function optionalColumns(
  name: number | undefined,
  listSize: number | undefined,
): { readonly name?: number; readonly listSize?: number } {
  return { ...(name === undefined ? {} : { name }), ...(listSize === undefined ? {} : { listSize }) };
}

export function indexSet(...indexes: readonly (number | undefined)[]): ReadonlySet<number> {
  return new Set(indexes.filter((index) => index !== undefined));
}
