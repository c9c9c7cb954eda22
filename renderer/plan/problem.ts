// A problem is how every room below the screen says that something is wrong: a code for programs, a sentence
// for people, and where it happened. Boundaries return `Result` instead of throwing.

/** Where a problem lies; only what is known is present. Rows and columns are as the user counts them, from 1. */
export interface ProblemPlace {
  readonly file?: string;
  readonly sheet?: string;
  /** 1-based row in the file or sheet, as a spreadsheet shows it. */
  readonly row?: number;
  /** Column heading or letter. */
  readonly column?: string;
  /** The practice, group, option or assumption it is about. */
  readonly subject?: string;
  /** Character offsets in a formula, 0-based, end exclusive. */
  readonly start?: number;
  readonly end?: number;
}

export interface Problem {
  /** Stable kebab-case code, e.g. `duplicate-code`, `unknown-option`. */
  readonly code: string;
  /** `error`: it was not done or a value was left out. `warning`: done, look at it. `note`: for information. */
  readonly severity: "error" | "warning" | "note";
  /** A full sentence in plain English: what is wrong. */
  readonly message: string;
  /** What the user can do about it, as a sentence; absent when nothing needs doing. */
  readonly remedy?: string;
  readonly where?: ProblemPlace;
  /** How many rows this one problem stands for, when it sums up several. */
  readonly rows?: number;
  /** How many patients those rows hold, when that is known. */
  readonly patients?: number;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** An error problem in one call. */
export function problem(code: string, message: string, more: Partial<Problem> = {}): Problem {
  return { code, severity: "error", message, ...more };
}

export function failed<T>(code: string, message: string, more: Partial<Problem> = {}): Result<T> {
  return { ok: false, problem: problem(code, message, more) };
}

export function done<T>(value: T): Result<T> {
  return { ok: true, value };
}
