// A number out of its digits in bytes: the same double as `Number(text)` gives, without making the text where that is
// not needed.
//
// What must stay true: exactly the same double. Digits that fit 53 bits, times or divided by a power of ten that is
// itself exact, are rounded once, which is right (W. D. Clinger, "How to read floating point numbers accurately");
// everything else goes through `Number`.

const EXACT_POWERS: readonly number[] = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** The number that stands there; NaN when something else does. It may be infinite. */
export function numberIn(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  const isNegative = bytes[at] === 0x2d && at < to;
  if (isNegative) at += 1;
  let digits = 0;
  let fraction = 0;
  const first = at;
  for (; at < to; at += 1) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) break;
    digits = digits * 10 + digit;
  }
  let count = at - first;
  if (at < to && bytes[at] === 0x2e) {
    const point = at + 1;
    for (at = point; at < to; at += 1) {
      const digit = (bytes[at] as number) - 0x30;
      if (digit < 0 || digit > 9) break;
      digits = digits * 10 + digit;
    }
    fraction = at - point;
    count += fraction;
  }
  const isPlain = at === to && count > 0;
  // Beyond 2^53 digits were lost already; anything after the digits is an exponent or no number.
  if (!isPlain || digits > Number.MAX_SAFE_INTEGER || fraction > 22)
    return numberOfText(bytes, from, to, isPlain);
  const value = fraction === 0 ? digits : digits / (EXACT_POWERS[fraction] as number);
  return isNegative ? -value : value;
}

/** Lists of every short length, used again and again: a million numbers must not leave a million lists behind. */
const CODES: readonly number[][] = Array.from({ length: 33 }, (_, length) =>
  new Array<number>(length).fill(0),
);

/** `isPlain`: known to be nothing but digits, a sign and a point. */
function numberOfText(bytes: Uint8Array, from: number, to: number, isPlain: boolean): number {
  const length = to - from;
  if (length > 400) return Number.NaN;
  const codes = CODES[length] ?? new Array<number>(length);
  for (let at = 0; at < length; at += 1) codes[at] = bytes[from + at] as number;
  const text = String.fromCharCode.apply(null, codes);
  return isPlain || NUMBER.test(text) ? Number(text) : Number.NaN;
}

/** A whole number of digits alone; -1 when there is something else or too much of it. */
export function wholeIn(bytes: Uint8Array, from: number, to: number): number {
  if (from >= to || to - from > 15) return -1;
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
