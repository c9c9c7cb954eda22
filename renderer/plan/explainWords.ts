// A formula's tree in words that need no knowledge of formulas: every figure by its name, with its value and where it
// comes from. The engine explains (engine/explain.ts); here are only the words.

import {
  type CellPlace,
  type ExplainedPart,
  formatGeneral,
  formatValue,
  isError,
  type Precedent,
  type Value,
} from "../engine/index.ts";

/** What the words need to know of the plan. */
export interface WordSource {
  /** A cell's value as its column shows it. */
  shown(place: CellPlace): string;
  /** Where a cell's figure comes from, a few words: `sum of 18 Practices`, `input from list.csv`; "" for nothing to say. */
  origin(place: CellPlace): string;
  /** An assumption's value as it shows it, and its source in words. */
  assumption(name: string, optionId: string): { readonly shown: string; readonly origin: string };
  /** What the rows of a table are called: `Practices`. */
  title(table: string): string;
  rowName(table: string, row: number, scope: string): string;
}

const OPERATORS: Readonly<Record<string, string>> = {
  "*": " × ",
  "/": " ÷ ",
  "+": " + ",
  "-": " − ",
  "^": " to the power of ",
  "&": " joined with ",
  "=": " is ",
  "<>": " is not ",
  ">": " is more than ",
  ">=": " is at least ",
  "<": " is less than ",
  "<=": " is at most ",
};

/** Functions of ranges by what they give. */
const AGGREGATES: Readonly<Record<string, string>> = {
  SUM: "the sum of",
  SUMIF: "the sum of",
  SUMIFS: "the sum of",
  AVERAGE: "the mean of",
  AVERAGEIF: "the mean of",
  AVERAGEIFS: "the mean of",
  MIN: "the smallest of",
  MINIFS: "the smallest of",
  MAX: "the largest of",
  MAXIFS: "the largest of",
  COUNT: "the number of figures in",
  COUNTA: "the number of filled cells in",
  MEDIAN: "the median of",
};

/** A calculated value that has no column to format it. */
export function plainly(value: Value): string {
  if (value === "") return "empty";
  if (typeof value === "string") return `“${value}”`;
  if (value === null) return "blank";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (isError(value)) return value.error;
  if (Math.abs(value) < 1_000) return formatGeneral(value);
  return formatValue(value, Number.isInteger(value) ? "#,##0" : "#,##0.00");
}

/** A formula in words. */
export interface Telling {
  /** What the figure is: `Allowance_per_head (£25.00, assumption) × List size (98,425, sum of 14 Practices)`. */
  readonly words: string;
  /** The conditions that decided which branch was taken: `List size is at least 100,000: no`. */
  readonly because: readonly string[];
}

export function tellFormula(tree: ExplainedPart, source: WordSource): Telling {
  const teller = new Teller(source);
  const words = teller.tell(tree, true);
  return { words, because: teller.because };
}

class Teller {
  readonly because: string[] = [];
  readonly #source: WordSource;
  /** What was described once is only named afterwards. */
  readonly #told = new Set<string>();

  constructor(source: WordSource) {
    this.#source = source;
  }

  /** @param whole the part is what the cell shows, so its value need not be said again */
  tell(part: ExplainedPart | undefined, whole = false): string {
    if (part === undefined) return "";
    const [first, second] = part.parts;
    switch (part.kind) {
      case "number":
      case "text":
      case "boolean":
        return plainly(part.value);
      case "parentheses":
        return whole ? this.tell(first, true) : `(${this.tell(first)})`;
      case "percent":
        return `${this.tell(first)}%`;
      case "unary":
        return part.label === "-" ? `−${this.tell(first)}` : this.tell(first);
      case "binary":
        return `${this.tell(first)}${OPERATORS[part.label] ?? part.label}${this.tell(second)}`;
      case "name":
      case "structured":
        return part.precedent === null
          ? `${part.text} (${plainly(part.value)})`
          : this.#reading(part, part.precedent);
      case "call":
        return this.#choice(part, whole) ?? this.#call(part, whole);
      default:
        return part.text;
    }
  }

  /** A name with its description in brackets, the first time. */
  #described(key: string, name: string, facts: readonly string[]): string {
    if (this.#told.has(key)) return name;
    this.#told.add(key);
    return `${name} (${facts.filter((each) => each !== "").join(", ")})`;
  }

  #reading(part: ExplainedPart, precedent: Precedent): string {
    const source = this.#source;
    switch (precedent.kind) {
      case "name": {
        const { shown, origin } = source.assumption(precedent.name, precedent.scope);
        return this.#described(`name ${precedent.name}`, precedent.name, [shown, "assumption", origin]);
      }
      case "cell": {
        const key = `${precedent.table} ${precedent.column}`;
        return this.#described(key, precedent.column, [source.shown(precedent), source.origin(precedent)]);
      }
      case "rows":
        return part.array === null
          ? `${precedent.columns.join(", ")} (${plainly(part.value)})`
          : `${precedent.columns.join(", ")} ${this.#over(precedent)}`;
    }
  }

  /** `of all 90 Practices`, `of the 18 Practices`. */
  #over({ table, count, taken }: Rows): string {
    const title = this.#source.title(table);
    if (taken === null) return `of all ${plainly(count)} ${title}`;
    if (taken.length < 2) return `of ${taken.length} of the ${plainly(count)} ${title}`;
    return `of the ${plainly(taken.length)} ${title}`;
  }

  /** Functions that choose: what was chosen, and the condition among the reasons. */
  #choice(part: ExplainedPart, whole: boolean): string | null {
    const { parts } = part;
    const used = parts.filter((each) => each.used);
    if (parts.some((each) => each.array !== null && each.precedent === null)) return null;
    switch (part.label) {
      case "IF": {
        const [condition, ...branches] = parts;
        const branch = branches.find((each) => each.used);
        if (condition === undefined || used.length > 2) return null;
        return this.#decided(condition, () =>
          branch === undefined ? plainly(part.value) : this.tell(branch, whole),
        );
      }
      case "IFS": {
        const place = parts.findIndex((each, at) => at % 2 === 1 && each.used);
        const condition = parts[place - 1];
        if (place < 0 || condition === undefined) return null;
        return this.#decided(condition, () => this.tell(parts[place], whole));
      }
      case "SWITCH":
      case "CHOOSE": {
        const [wanted] = parts;
        const taken = used.at(-1);
        if (wanted === undefined || taken === undefined || taken === wanted) return null;
        this.because.push(`${this.tell(wanted)} is ${plainly(wanted.value)}`);
        return this.tell(taken, whole);
      }
      case "IFERROR":
      case "IFNA": {
        if (used.length !== 1) return null;
        if (used[0] !== parts[0]) this.because.push(`${this.tell(parts[0])} gives an error`);
        return this.tell(used[0], whole);
      }
      case "LET":
        return this.tell(parts.at(-1), whole);
      default:
        return null;
    }
  }

  /** The words of what a condition chose; the condition, described after them, goes among the reasons. */
  #decided(condition: ExplainedPart, chosen: () => string): string {
    const { value } = condition;
    const place = this.because.push("") - 1;
    const words = chosen();
    const holds = value === true || (typeof value === "number" && value !== 0);
    const answer = isError(value) ? value.error : holds ? "yes" : "no";
    this.because[place] = `${this.tell(condition)}: ${answer}`;
    return words;
  }

  #call(part: ExplainedPart, whole: boolean): string {
    const { parts, label } = part;
    const result = whole ? "" : ` (${plainly(part.value)})`;
    const given = () => parts.map((each) => this.tell(each));
    const found = LOOKUPS.has(label) ? this.#lookedUp(part, result) : null;
    if (found !== null) return found;
    switch (label) {
      case "AND":
      case "OR":
        return given().join(label === "AND" ? " and " : " or ");
      case "NOT":
        return `not ${given().join("")}`;
      case "ROUND":
        return `${this.tell(parts[0])} rounded to ${plainly(parts[1]?.value ?? null)} decimal places${result}`;
      case "SQRT":
        return `the square root of ${this.tell(parts[0])}${result}`;
    }
    const range = parts.map((each) => each.precedent).find((each) => each?.kind === "rows");
    if (range?.kind === "rows") {
      const title = this.#source.title(range.table);
      if (label === "ROWS") return `the number of rows of ${title}${result}`;
      if (/^COUNTIFS?$/.test(label)) return `the number of ${title}${this.#conditions(part)}${result}`;
      const aggregate = AGGREGATES[label];
      if (aggregate !== undefined)
        return `${aggregate} ${range.columns.join(", ")} ${this.#over(range)}${this.#conditions(part)}${result}`;
    }
    if ((label === "MIN" || label === "MAX") && parts.length === 2)
      return `the ${label === "MIN" ? "smaller" : "larger"} of ${given().join(" and ")}${result}`;
    return `${label}(${given().join("; ")})${result}`;
  }

  /** ` where CCG is NHS Vale CCG`: the criteria of SUMIFS and its kin. */
  #conditions(part: ExplainedPart): string {
    const pairs = part.label.endsWith("IFS");
    if (!pairs && !part.label.endsWith("IF")) return "";
    const from = pairs && part.label !== "COUNTIFS" ? 1 : 0;
    const words: string[] = [];
    for (let place = from; place + 1 < (pairs ? part.parts.length : 2); place += 2) {
      const [range, criterion] = [part.parts[place], part.parts[place + 1]];
      if (range?.precedent?.kind !== "rows" || criterion === undefined) return "";
      words.push(`${range.precedent.columns.join(", ")} ${this.#criterion(criterion)}`);
    }
    return words.length === 0 ? "" : ` where ${words.join(" and ")}`;
  }

  #criterion(criterion: ExplainedPart): string {
    const { value } = criterion;
    if (criterion.precedent?.kind === "cell") return `is ${this.#source.shown(criterion.precedent)}`;
    const found = typeof value === "string" ? /^(<>|<=|>=|<|>|=)(.*)$/.exec(value) : null;
    if (found === null) return `is ${typeof value === "string" && value !== "" ? value : plainly(value)}`;
    const [, operator = "", limit = ""] = found;
    const number = limit.trim() === "" ? Number.NaN : Number(limit);
    return `${(OPERATORS[operator] ?? "").trim()} ${limit === "" ? "blank" : Number.isNaN(number) ? limit : plainly(number)}`;
  }

  /** `Rate of NHS Vale CCG (0.5)`: a value looked up in a row of a table. */
  #lookedUp(part: ExplainedPart, result: string): string | null {
    const ranges = part.parts.flatMap(({ precedent }) => (precedent?.kind === "rows" ? [precedent] : []));
    const range = part.label === "XLOOKUP" ? ranges[1] : ranges[0];
    const row = range?.taken?.[0];
    if (range === undefined || range.taken?.length !== 1 || row === undefined) return null;
    const column = range.columns.length === 1 ? range.columns[0] : "the value";
    return `${column} of ${this.#source.rowName(range.table, row, range.scope)}${result}`;
  }
}

type Rows = Extract<Precedent, { kind: "rows" }>;

const LOOKUPS: ReadonlySet<string> = new Set(["INDEX", "XLOOKUP", "VLOOKUP"]);
