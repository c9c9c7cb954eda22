// How a function is described and written: its metadata is data (completion, help and the list of supported functions
// read it), its implementation a pure function of arguments that are already of the kinds that the metadata promises.
//
// Kinds of arguments: `number`, `text`, `boolean`: one value, coerced as Excel does, an error is the call's result;
// `value`: one value as it is, an error is the call's result; `any`: one value, errors included; `array`: an array
// or a value as it is. An array given for anything but `array` makes the call an array of calls (lifting).

import type { ArrayValue, Operand } from "../values/operand.ts";

export type ArgumentKind = "number" | "text" | "boolean" | "value" | "any" | "array";

export interface ArgumentDescription {
  readonly name: string;
  readonly kind: ArgumentKind;
  readonly optional: boolean;
  /** The last described arguments with this mark may be given again and again, together. */
  readonly repeating: boolean;
}

export type FunctionCategory =
  | "Math"
  | "Statistics"
  | "Financial"
  | "Engineering"
  | "Database"
  | "Logic"
  | "Lookup"
  | "Text"
  | "Date"
  | "Information"
  | "Arrays";

export interface FunctionDescription {
  readonly name: string;
  readonly category: FunctionCategory;
  /** What it gives, in one line. */
  readonly help: string;
  readonly arguments: readonly ArgumentDescription[];
  /** Recalculated every time because its result depends on more than its arguments. */
  readonly volatile: boolean;
}

export interface FunctionEntry extends FunctionDescription {
  /** Gets coerced arguments; `undefined` for an optional one not given. */
  readonly run: (...given: never[]) => Operand | undefined;
  /** It may give an array although no argument is lifted. */
  readonly givesArray: boolean;
  readonly traits?: FunctionTraits;
}

/** What the interpreter does differently for a function. */
export interface FunctionTraits {
  /** `run` gets the time, or the seed, row and place of chance, after its described arguments (outside.ts). */
  readonly reads?: "now" | "chance";
  /** A truth value where a number is wanted is #VALUE! (functions that came with the Analysis ToolPak). */
  readonly strict?: true;
  /** `run` gets the cell that the formula stands in as its first argument; null in a table. */
  readonly here?: true;
  /** Its references keep their whole extent, blank end and all. */
  readonly whole?: true;
  /** An argument left empty (`SORT(a,,-1)`) is as one not given, instead of 0. */
  readonly absent?: true;
  /** Several references given for one (`SUBTOTAL(9,OFFSET(A1,{0,1},0))`) make it several calls. */
  readonly references?: true;
}

/** An argument of kind `array`. */
export type Given = Operand | undefined;
export type { ArrayValue, Operand };

/**
 * One function. `signature` lists the arguments as `name: kind`, `name?: kind` when optional, `...name: kind` when
 * repeating.
 */
export function define(
  category: FunctionCategory,
  name: string,
  signature: string,
  help: string,
  run: (...given: never[]) => Operand | undefined,
  givesArray = false,
): FunctionEntry {
  return { name, category, help, arguments: parseSignature(signature), volatile: false, run, givesArray };
}

/** The same functions with traits. */
export function withTraits(traits: FunctionTraits, entries: readonly FunctionEntry[]): FunctionEntry[] {
  return entries.map((entry) => ({ ...entry, traits: { ...entry.traits, ...traits } }));
}

/** Functions that depend on more than their arguments, and on what. */
export function volatileOf(reads: "now" | "chance", entries: readonly FunctionEntry[]): FunctionEntry[] {
  return withTraits({ reads }, entries).map((entry) => ({ ...entry, volatile: true }));
}

function parseSignature(signature: string): ArgumentDescription[] {
  if (signature === "") return [];
  return signature.split(",").map((part) => {
    const found = /^\s*(\.\.\.)?(\w+)(\?)?:\s*(\w+)\s*$/.exec(part);
    if (found === null) throw new Error(`Not a signature: ${part}`);
    return {
      name: found[2] ?? "",
      kind: found[4] as ArgumentKind,
      optional: found[3] !== undefined || found[1] !== undefined,
      repeating: found[1] !== undefined,
    };
  });
}

/** The description of the argument at a place, following the repetition; undefined beyond the last. */
export function argumentAt(entry: FunctionDescription, place: number): ArgumentDescription | undefined {
  if (place < entry.arguments.length) return entry.arguments[place];
  const repeating = entry.arguments.filter((each) => each.repeating);
  if (repeating.length === 0) return undefined;
  return repeating[(place - entry.arguments.length) % repeating.length];
}

/** Fewest and most arguments; the most is Infinity when some repeat. */
export function argumentCounts(entry: FunctionDescription): { fewest: number; most: number } {
  return {
    fewest: entry.arguments.filter((each) => !each.optional).length,
    most: entry.arguments.some((each) => each.repeating) ? Infinity : entry.arguments.length,
  };
}
