// Which figures a number format shows in red: `£#,##0;[Red]-£#,##0` the negative ones. The engine's formatter gives the
// text, sign included; the colour is the screen's and comes from its palette, as Excel's comes from the user's screen.
//
// Source: ECMA-376 Part 1, 18.8.31: up to three sections for numbers, each with a colour and a condition in brackets;
// without conditions they are for positive (and zero), negative, and zero.

interface Section {
  readonly isRed: boolean;
  readonly holds: ((value: number) => boolean) | null;
}

const CONDITION = /^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d*)?)$/;

const COMPARE: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "=": (value, limit) => value === limit,
  "<>": (value, limit) => value !== limit,
};

const known = new Map<string, readonly Section[]>();

/** True when the format shows this value in red; only numbers have a colour here. */
export function isShownRed(value: unknown, format: string): boolean {
  if (typeof value !== "number" || !/\[red\]/i.test(format)) return false;
  const sections = known.get(format) ?? readSections(format);
  known.set(format, sections);
  return sectionOf(value, sections)?.isRed === true;
}

/** The section that a number is shown by. */
function sectionOf(value: number, sections: readonly Section[]): Section | undefined {
  const [first, second, third] = sections;
  const isFirst = first?.holds ?? ((each: number) => (third !== undefined ? each > 0 : each >= 0));
  if (second === undefined || isFirst(value)) return first;
  const isSecond = second.holds ?? ((each: number) => third === undefined || each < 0);
  return third === undefined || isSecond(value) ? second : third;
}

function readSections(format: string): readonly Section[] {
  // Texts in quotation marks and escaped characters are no part of the grammar.
  const bare = format.replace(/"[^"]*"|[\\_*]./g, "");
  return bare
    .split(";")
    .slice(0, 3)
    .map((section) => {
      const inBrackets = [...section.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? "");
      return {
        isRed: inBrackets.some((each) => each.toLowerCase() === "red"),
        holds: inBrackets.map(conditionOf).find((each) => each !== null) ?? null,
      };
    });
}

function conditionOf(inside: string): ((value: number) => boolean) | null {
  const [, operator = "", limit = ""] = CONDITION.exec(inside) ?? [];
  const compare = COMPARE[operator];
  return compare === undefined ? null : (value) => compare(value, Number(limit));
}
