// A difference in words, with its sign: `£12,000 higher (+3.2%)`. Colour and arrows only repeat what the words say.
//
// What must stay true: a difference of percentages is told in percentage points, never as a percentage of a
// percentage; of what is not a number only that it differs is said.

import { formatValue } from "../../engine/index.ts";
import type { Value } from "../../engine/values/value.ts";
import type { Difference } from "../../plan/compare.ts";
import { compareText } from "./text.ts";

export type Direction = "none" | "up" | "down" | "other";

export interface DifferenceWords {
  readonly direction: Direction;
  readonly text: string;
}

/** A figure as a cell shows it; a blank in words, because an empty cell could also be a fault. */
export function shownFigure(value: Value, format: string): string {
  return value === null || value === "" ? compareText.blank : formatValue(value, format);
}

export function differenceWords(difference: Difference, format: string): DifferenceWords {
  switch (difference.kind) {
    case "same":
      return { direction: "none", text: compareText.same };
    case "other":
      return { direction: "other", text: compareText.notComparable };
    case "number": {
      const up = difference.absolute > 0;
      const words = up ? compareText.higher : compareText.lower;
      return {
        direction: up ? "up" : "down",
        text: words(sizeInWords(difference.absolute, format), relativeInWords(difference.relative, format)),
      };
    }
  }
}

function isPercent(format: string): boolean {
  return format.replace(/"[^"]*"|\\./g, "").includes("%");
}

function sizeInWords(absolute: number, format: string): string {
  const size = formatValue(Math.abs(absolute), format);
  return isPercent(format) ? compareText.points(size.replace("%", "").trim()) : size;
}

/** `+3.2%`, or "" when it would say nothing: the base is 0, or the figures are percentages themselves. */
function relativeInWords(relative: number | null, format: string): string {
  if (relative === null || isPercent(format)) return "";
  const percent = Math.abs(relative) * 100;
  const sign = relative > 0 ? "+" : "\u2212";
  return `${sign}${percent < 0.05 ? "<0.1" : percent.toLocaleString("en-GB", { maximumFractionDigits: 1 })}%`;
}
