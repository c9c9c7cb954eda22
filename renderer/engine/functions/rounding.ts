// Rounding as Excel rounds: half away from zero of the number as it is shown with 15 digits, so that ROUND(2.675,2)
// is 2.68 and ROUND(1.005,2) is 1.01 although the doubles lie just below the half.

/** How far below a half a scaled number still counts as the half: a few units in its last binary place. */
const HALF_SLACK = 2 ** -50;

/** 10^digits as rounding uses it; exact up to 22 digits. */
export function scaleOf(digits: number): number {
  return 10 ** Math.abs(digits);
}

function roundedSize(size: number): number {
  const floor = Math.floor(size);
  return size - floor >= 0.5 - size * HALF_SLACK ? floor + 1 : floor;
}

/** ROUND with whole `digits`, whose scale the caller may have computed before. */
export function round(value: number, digits: number, scale = scaleOf(digits)): number {
  const size = value < 0 ? -value : value;
  if (digits >= 0) {
    const scaled = size * scale;
    if (!(scaled < 1e15)) return value;
    const result = roundedSize(scaled) / scale;
    return value < 0 ? -result : result;
  }
  const result = roundedSize(size / scale) * scale;
  return value < 0 ? -result : result;
}

/** The largest whole number not above `size`, forgiving the noise of a number just below a whole one. */
function floorSize(size: number): number {
  const nearest = Math.round(size);
  return Math.abs(size - nearest) <= size * HALF_SLACK ? nearest : Math.floor(size);
}

function ceilSize(size: number): number {
  const nearest = Math.round(size);
  return Math.abs(size - nearest) <= size * HALF_SLACK ? nearest : Math.ceil(size);
}

function directed(value: number, digits: number, rounding: (size: number) => number): number {
  const scale = scaleOf(digits);
  const size = Math.abs(value);
  const scaled = digits >= 0 ? size * scale : size / scale;
  if (!(scaled < 1e15)) return value;
  const result = digits >= 0 ? rounding(scaled) / scale : rounding(scaled) * scale;
  return value < 0 ? -result : result;
}

/** Towards zero. */
export function roundDown(value: number, digits: number): number {
  return directed(value, digits, floorSize);
}

/** Away from zero. */
export function roundUp(value: number, digits: number): number {
  return directed(value, digits, ceilSize);
}
