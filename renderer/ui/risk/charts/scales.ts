// Scales and their round marks: from a figure to a place on the screen. Plain arithmetic, apart so that it can be tested
// without a browser.
//
// Charts are drawn by ourselves because the alternative, Observable Plot, adds 273 kB (93 kB compressed) for two charts,
// writes a style element without the page's nonce into each, which the content security policy refuses, and sets its text
// in pixels, which stays small when the user asks for text twice as large.

export interface Scale {
  /** Pixels of a figure; figures outside of the ends are put on the nearer end. */
  readonly at: (value: number) => number;
  /** Round figures between the ends, lowest first. */
  readonly ticks: readonly number[];
  readonly from: number;
  readonly to: number;
}

interface Ends {
  readonly from: number;
  readonly to: number;
}

/** The round number (1, 2 or 5 times a power of ten) nearest above `rough`. */
export function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  return step * power;
}

function place(value: number, { from, to }: Ends, pixels: Ends): number {
  const share = to === from ? 0.5 : (value - from) / (to - from);
  return pixels.from + Math.min(1, Math.max(0, share)) * (pixels.to - pixels.from);
}

/** Even steps; about `marks` of them. */
export function evenScale(ends: Ends, pixels: Ends, marks: number): Scale {
  const { from, to } = ends;
  if (to <= from) return { at: (value) => place(value, ends, pixels), ticks: [from], from, to };
  const step = roundStep((to - from) / Math.max(1, marks));
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  const ticks = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    // From its digits: 3 times 0.1 is 0.30000000000000004.
    const tick = Number(((first + index) * step).toPrecision(12));
    return tick === 0 ? 0 : tick;
  });
  return { at: (value) => place(value, ends, pixels), ticks, from, to };
}

/** Even steps in proportion: as far from 10 to 100 as from 100 to 1,000. The ends are above zero. */
export function proportionalScale(ends: Ends, pixels: Ends, marks: number): Scale {
  const { from, to } = ends;
  const logEnds = { from: Math.log10(from), to: Math.log10(to) };
  const all = (digits: readonly number[]) =>
    Array.from({ length: Math.floor(logEnds.to) - Math.floor(logEnds.from) + 1 }, (_, index) =>
      digits.map((digit) => digit * 10 ** (Math.floor(logEnds.from) + index)),
    )
      .flat()
      .filter((tick) => tick >= from * (1 - 1e-9) && tick <= to * (1 + 1e-9));
  const ticks =
    [[1, 2, 5], [1, 3], [1]].map(all).find((found) => found.length <= Math.max(2, marks)) ?? all([1]);
  return { at: (value) => place(Math.log10(Math.max(value, from)), logEnds, pixels), ticks, from, to };
}

/** The figures with a little room at either end, in proportion; at least from a tenth to ten times a single one. */
export function proportionalEnds(values: readonly number[]): Ends {
  const possible = values.filter((value) => Number.isFinite(value) && value > 0);
  if (possible.length === 0) return { from: 1_000, to: 1_000_000 };
  const low = possible.reduce((least, value) => Math.min(least, value));
  const high = possible.reduce((most, value) => Math.max(most, value));
  return high / low < 10 ? { from: low / 5, to: high * 5 } : { from: low / 1.5, to: high * 1.5 };
}
