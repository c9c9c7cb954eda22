// CONVERT: an amount in another unit. Units and prefixes are by case; unknown ones, and units of different kinds, are
// #N/A.

import { finite } from "../values/coercion.ts";
import { errorValue, type Value } from "../values/value.ts";
import { define, type FunctionEntry, withTraits } from "./define.ts";
import { BINARY_PREFIXES, METRIC_PREFIXES, UNITS } from "./unitTable.ts";

const NOT_AVAILABLE = errorValue("#N/A");

interface Scale {
  readonly dimension: string;
  /** base units of one unit */
  readonly factor: number;
  /** what it shows at 0 degrees Celsius; 0 for all but temperatures */
  readonly zero: number;
}

/** Per temperature the size of its degree in kelvins, and what it shows at 0 degrees Celsius. */
const TEMPERATURES: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["C", [1, 0]],
  ["cel", [1, 0]],
  ["F", [5 / 9, 32]],
  ["fah", [5 / 9, 32]],
  ["K", [1, 273.15]],
  ["kel", [1, 273.15]],
  ["Rank", [5 / 9, 491.67]],
  ["Reau", [1.25, 0]],
]);

function scaleOf(name: string): Scale | null {
  const temperature = TEMPERATURES.get(name);
  if (temperature !== undefined)
    return { dimension: "temperature", factor: temperature[0], zero: temperature[1] };
  const unit = UNITS.get(name.replace("^", ""));
  if (unit !== undefined) return { dimension: unit.dimension, factor: unit.factor, zero: 0 };
  for (const length of [1, 2]) {
    const [prefix, rest] = [name.slice(0, length), name.slice(length).replace("^", "")];
    const base = UNITS.get(rest);
    const kelvin = rest === "K" || rest === "kel";
    const metric = METRIC_PREFIXES.get(prefix);
    if (kelvin && metric !== undefined)
      return { dimension: "temperature", factor: metric, zero: 273.15 / metric };
    if (base === undefined || base.prefix === 0) continue;
    const { dimension, factor } = base;
    if (metric !== undefined) return { dimension, factor: factor * metric ** base.prefix, zero: 0 };
    const binary = base.binary ? BINARY_PREFIXES.get(prefix) : undefined;
    if (binary !== undefined) return { dimension, factor: factor * binary, zero: 0 };
  }
  return null;
}

function convert(amount: number, from: string, to: string): Value {
  const [source, target] = [scaleOf(from), scaleOf(to)];
  if (source === null || target === null || source.dimension !== target.dimension) return NOT_AVAILABLE;
  if (from === to) return amount;
  return finite(((amount - source.zero) * source.factor) / target.factor + target.zero);
}

export const convertFunctions: readonly FunctionEntry[] = withTraits({ strict: true }, [
  define(
    "Engineering",
    "CONVERT",
    "number: number, from_unit: text, to_unit: text",
    "An amount in another unit.",
    convert,
  ),
]);
