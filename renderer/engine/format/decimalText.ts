// A number as decimal digits, the way Excel sees it: 15 significant digits first, then rounding half away from zero
// on those digits. Working on digits, not on doubles, is what makes 1.005 show as 1.01 and 0.285% as 0.29%.
//
// What must stay true: never goes back to binary; the magnitude only (the caller knows the sign).
// Source: Excel, "Floating-point arithmetic may give inaccurate results in Excel" (15 digits of precision).

/** The digits of a magnitude; the decimal point stands before `digits[point]`. Zero has no digits. */
export interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** The 15 significant digits of |value|, without trailing zeros. */
export function toDecimal(value: number): Decimal {
  const [mantissa = "0", exponent = "0"] = Math.abs(value).toExponential(14).split("e");
  const digits = mantissa.replace(".", "").replace(/0+$/, "");
  return { digits, point: digits === "" ? 0 : Number(exponent) + 1 };
}

/** The decimal times 10 to the power of `places`. */
export function shiftDecimal(decimal: Decimal, places: number): Decimal {
  return { digits: decimal.digits, point: decimal.digits === "" ? 0 : decimal.point + places };
}

/** Rounded half up to `places` decimals: integer digits without leading zeros, and exactly `places` decimals. */
export function roundDecimal(
  decimal: Decimal,
  places: number,
): { readonly integer: string; readonly fraction: string } {
  const keep = decimal.point + places;
  let digits = keep > 0 ? decimal.digits.slice(0, keep).padEnd(keep, "0") : "";
  if (keep >= 0 && decimal.digits.charAt(keep) >= "5") digits = increment(digits);
  const padded = digits.padStart(places, "0");
  const cut = padded.length - places;
  return { integer: padded.slice(0, cut).replace(/^0+/, ""), fraction: padded.slice(cut) };
}

function increment(digits: string): string {
  let at = digits.length - 1;
  while (at >= 0 && digits.charAt(at) === "9") at--;
  const zeros = "0".repeat(digits.length - 1 - at);
  if (at < 0) return `1${zeros}`;
  return digits.slice(0, at) + (Number(digits.charAt(at)) + 1) + zeros;
}
