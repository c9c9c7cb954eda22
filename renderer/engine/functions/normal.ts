// The normal distribution. The tail probability is W. J. Cody's rational approximation of erfc (Mathematics of
// Computation 23, 1969; the coefficients of his CALERF), accurate to about 1e-16 relative out to where doubles end; the
// quantile is P. J. Wichura's AS 241 (PPND16, Applied Statistics 37, 1988).

const A = [3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694, 0.18577770618460315];
const B = [23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];
const C = [
  0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769,
  1712.0476126340707, 2051.0783778260716, 1230.3393547979972, 2.1531153547440383e-8,
];
const D = [
  15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
  4362.619090143247, 3439.3676741437216, 1230.3393548037495,
];
const P = [
  0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275, 0.0006587491615298378,
  0.016315387137302097,
];
const Q = [
  2.568520192289822, 1.8729528499234604, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918,
];
const SQRT_PI_INVERSE = 0.5641895835477563;

function at(list: readonly number[], index: number): number {
  return list[index] ?? 0;
}

/** erf for |x| up to 0.46875. */
function smallErf(x: number): number {
  const y = x * x;
  let above = at(A, 4) * y;
  let below = y;
  for (let i = 0; i < 3; i++) {
    above = (above + at(A, i)) * y;
    below = (below + at(B, i)) * y;
  }
  return (x * (above + at(A, 3))) / (below + at(B, 3));
}

/** exp(-z*z/2) without losing the digits of z*z. */
function expHalfSquare(z: number): number {
  const head = Math.trunc(z * 16) / 16;
  return Math.exp((-head * head) / 2) * Math.exp((-(z - head) * (z + head)) / 2);
}

/** erfc(y) * exp(y*y) for y above 0.46875. */
function scaledErfc(y: number): number {
  if (y <= 4) {
    let above = at(C, 8) * y;
    let below = y;
    for (let i = 0; i < 7; i++) {
      above = (above + at(C, i)) * y;
      below = (below + at(D, i)) * y;
    }
    return (above + at(C, 7)) / (below + at(D, 7));
  }
  const inverse = 1 / (y * y);
  let above = at(P, 5) * inverse;
  let below = inverse;
  for (let i = 0; i < 4; i++) {
    above = (above + at(P, i)) * inverse;
    below = (below + at(Q, i)) * inverse;
  }
  const tail = (inverse * (above + at(P, 4))) / (below + at(Q, 4));
  return (SQRT_PI_INVERSE - tail) / y;
}

/** exp(-x*x) without losing the digits of x*x. */
function expSquare(x: number): number {
  const head = Math.trunc(x * 16) / 16;
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
}

/** The error function. */
export function erf(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.46875) return smallErf(x);
  const size = y > 6 ? 1 : 1 - scaledErfc(y) * expSquare(y);
  return x < 0 ? -size : size;
}

/** 1 - erf(x), with all digits in the far tail too. */
export function erfc(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.46875) return 1 - smallErf(x);
  const tail = y > 28 ? 0 : scaledErfc(y) * expSquare(y);
  return x < 0 ? 2 - tail : tail;
}

/** The density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** The probability of at most z: half of erfc(-z / sqrt 2), with the exponential taken of z itself. */
export function normalProbability(z: number): number {
  const y = Math.abs(z) / Math.SQRT2;
  if (y <= 0.46875) return 0.5 + 0.5 * smallErf(z / Math.SQRT2);
  // Beyond 28 the tail is below the smallest double; an infinite z must not become Infinity times 0.
  const tail = y > 28 ? 0 : 0.5 * scaledErfc(y) * expHalfSquare(Math.abs(z));
  return z < 0 ? tail : 1 - tail;
}

const CENTRE = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
];
const MIDDLE = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
];
const FAR = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
];

function rational(parts: readonly (readonly number[])[], x: number): number {
  const [above = [], below = []] = parts;
  return (
    above.reduceRight((sum, each) => sum * x + each, 0) / below.reduceRight((sum, each) => sum * x + each, 0)
  );
}

/** The z below which the standard normal distribution has the probability, which lies between 0 and 1. */
export function normalQuantile(probability: number): number {
  const offset = probability - 0.5;
  if (Math.abs(offset) <= 0.425) return offset * rational(CENTRE, 0.180625 - offset * offset);
  const tail = Math.sqrt(-Math.log(offset < 0 ? probability : 1 - probability));
  const size = tail <= 5 ? rational(MIDDLE, tail - 1.6) : rational(FAR, tail - 5);
  return offset < 0 ? -size : size;
}
