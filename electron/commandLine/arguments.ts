// Reading what was typed after the verb. A wrong word is a UsageError with a sentence, never a guess.

import { parseArgs } from "node:util";

export interface Verb {
  readonly name: string;
  readonly usage: string;
  readonly help: string;
  run(argumentList: readonly string[]): Promise<void>;
}

/** The words typed do not fit the verb: exit code 2. */
export class UsageError extends Error {}

export interface ParsedArguments {
  readonly files: readonly string[];
  /** `--name value`, undefined when not given. */
  text(name: string): string | undefined;
  /** Every value of an option that may be given more than once, in order. */
  list(name: string): readonly string[];
  /** `--name`. */
  flag(name: string): boolean;
}

/** Splits arguments into files, options that take a value (once, or more often), and switches; else a UsageError. */
export function parseArguments(
  argumentList: readonly string[],
  expects: {
    readonly texts: readonly string[];
    readonly lists?: readonly string[];
    readonly flags: readonly string[];
  },
): ParsedArguments {
  const options = Object.fromEntries([
    ...expects.texts.map((name) => [name, { type: "string" as const }] as const),
    ...(expects.lists ?? []).map((name) => [name, { type: "string" as const, multiple: true }] as const),
    ...expects.flags.map((name) => [name, { type: "boolean" as const }] as const),
  ]);
  try {
    const { values, positionals } = parseArgs({
      args: [...argumentList],
      options,
      allowPositionals: true,
      strict: true,
    });
    const given: Readonly<Record<string, unknown>> = values;
    return {
      files: positionals,
      text: (name) => given[name] as string | undefined,
      list: (name) => (given[name] ?? []) as readonly string[],
      flag: (name) => given[name] === true,
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `Place=LTLA21,ICB=ICS22name`: level name and the file's column, lowest level first. */
export function parseLevels(text: string): readonly { readonly level: string; readonly column: string }[] {
  return text.split(",").map((part) => {
    const at = part.indexOf("=");
    const level = part.slice(0, at).trim();
    const column = part.slice(at + 1).trim();
    if (at < 0 || level === "" || column === "") {
      throw new UsageError(
        `--levels takes pairs such as "Place=LTLA21,ICB=ICS22name", lowest level first; "${part}" is not one.`,
      );
    }
    return { level, column };
  });
}
