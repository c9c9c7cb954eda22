// The fast Fourier transform of real series whose length is a power of two, planned once per length. The real series is
// packed into half as many complex numbers, transformed in place by radix 2, and taken apart.
//
// Why our own: one thing is wanted of it, over typed arrays and without allocation per call, and it is a page long.
// What must stay true: `inverse(forward(x))` is x to a few units in the last place. Each factor comes from its own cosine,
// not from a recurrence, so the error grows with the logarithm of the length.

export interface FourierPlan {
  /** Length of the real series: a power of two, 4 or more. */
  readonly size: number;
  /** Fills real and imaginary (size/2 + 1 each) with sum x(k) exp(-2 pi i j k / size). */
  forward(series: Float64Array, real: Float64Array, imaginary: Float64Array): void;
  /** Fills the series from its half spectrum; the spectrum is used up. */
  inverse(real: Float64Array, imaginary: Float64Array, series: Float64Array): void;
}

const plans = new Map<number, FourierPlan>();

/** The plan for a length, which must be a power of two and 4 or more. */
export function planFourier(size: number): FourierPlan {
  const known = plans.get(size);
  if (known !== undefined) return known;
  if (size < 4 || !Number.isInteger(Math.log2(size)))
    throw new RangeError(`A Fourier transform needs a power of two from 4, not ${size}.`);
  const made = makePlan(size);
  plans.set(size, made);
  return made;
}

/** The smallest power of two that is at least the length (and at least 4). */
export function powerOfTwoFrom(length: number): number {
  let size = 4;
  while (size < length) size *= 2;
  return size;
}

function makePlan(size: number): FourierPlan {
  const half = size / 2;
  const cosines = new Float64Array(half);
  const sines = new Float64Array(half);
  for (let k = 0; k < half; k++) {
    cosines[k] = Math.cos((2 * Math.PI * k) / size);
    sines[k] = Math.sin((2 * Math.PI * k) / size);
  }
  const reversed = reversedBits(half);
  const re = new Float64Array(half);
  const im = new Float64Array(half);
  return {
    size,
    forward(series, real, imaginary) {
      for (let k = 0; k < half; k++) {
        const from = 2 * (reversed[k] as number);
        re[k] = series[from] as number;
        im[k] = series[from + 1] as number;
      }
      butterflies(re, im, cosines, sines);
      for (let k = 0; k <= half; k++) {
        const here = k === half ? 0 : k;
        const mirror = k === 0 ? 0 : half - k;
        const evenRe = ((re[here] as number) + (re[mirror] as number)) / 2;
        const evenIm = ((im[here] as number) - (im[mirror] as number)) / 2;
        const oddRe = ((im[here] as number) + (im[mirror] as number)) / 2;
        const oddIm = ((re[mirror] as number) - (re[here] as number)) / 2;
        const c = k === half ? -1 : (cosines[k] as number);
        const s = k === half ? 0 : (sines[k] as number);
        real[k] = evenRe + oddRe * c + oddIm * s;
        imaginary[k] = evenIm + oddIm * c - oddRe * s;
      }
    },
    inverse(real, imaginary, series) {
      // Real and imaginary part change places, which turns the forward transform into the inverse one.
      for (let k = 0; k < half; k++) {
        const here = reversed[k] as number;
        const mirror = half - here;
        const evenRe = (real[here] as number) + (real[mirror] as number);
        const evenIm = (imaginary[here] as number) - (imaginary[mirror] as number);
        const differenceRe = (real[here] as number) - (real[mirror] as number);
        const differenceIm = (imaginary[here] as number) + (imaginary[mirror] as number);
        const c = cosines[here] as number;
        const s = sines[here] as number;
        im[k] = evenRe - (differenceRe * s + differenceIm * c);
        re[k] = evenIm + (differenceRe * c - differenceIm * s);
      }
      butterflies(re, im, cosines, sines);
      const scale = 1 / size;
      for (let k = 0; k < half; k++) {
        series[2 * k] = (im[k] as number) * scale;
        series[2 * k + 1] = (re[k] as number) * scale;
      }
    },
  };
}

/** Radix 2 in place, input in bit-reversed order; the factor tables are those of twice the length. */
function butterflies(re: Float64Array, im: Float64Array, cosines: Float64Array, sines: Float64Array): void {
  const length = re.length;
  for (let reach = 1; reach < length; reach *= 2) {
    const stride = length / reach;
    for (let start = 0; start < length; start += 2 * reach) {
      for (let k = 0; k < reach; k++) {
        const c = cosines[k * stride] as number;
        const s = sines[k * stride] as number;
        const low = start + k;
        const high = low + reach;
        const x = re[high] as number;
        const y = im[high] as number;
        const turnedRe = x * c + y * s;
        const turnedIm = y * c - x * s;
        const lowRe = re[low] as number;
        const lowIm = im[low] as number;
        re[high] = lowRe - turnedRe;
        im[high] = lowIm - turnedIm;
        re[low] = lowRe + turnedRe;
        im[low] = lowIm + turnedIm;
      }
    }
  }
}

function reversedBits(length: number): Uint32Array {
  const reversed = new Uint32Array(length);
  for (let index = 1; index < length; index++)
    reversed[index] = ((reversed[index >> 1] as number) >> 1) | (index & 1 ? length >> 1 : 0);
  return reversed;
}
