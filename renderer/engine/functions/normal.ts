// The normal distribution. The tail probability is W. J. Cody's rational approximation of erfc (Mathematics of
// Computation 23, 1969; the coefficients of his CALERF), accurate to about 1e-16 relative out to where doubles end; the
// quantile is P. J. Wichura's AS 241 (PPND16, Applied Statistics 37, 1988). The polynomials stand as one expression each:
// a lattice of a severity asks for a hundred thousand tails, and a loop over a list costs three times as much.

const SQRT_PI_INVERSE = 0.5641895835477563;

/** erf for |x| up to 0.46875. */
function smallErf(x: number): number {
  const y = x * x;
  const above =
    (((0.18577770618460315 * y + 3.1611237438705655) * y + 113.86415415105016) * y + 377.485237685302) * y +
    3209.3775891384694;
  const below =
    (((y + 23.601290952344122) * y + 244.02463793444417) * y + 1282.6165260773723) * y + 2844.236833439171;
  return (x * above) / below;
}

/** exp(-z*z/2) without losing the digits of z*z. */
function expHalfSquare(z: number): number {
  const head = Math.trunc(z * 16) / 16;
  return Math.exp((-head * head) / 2) * Math.exp((-(z - head) * (z + head)) / 2);
}

/** erfc(y) * exp(y*y) for y above 0.46875. */
function scaledErfc(y: number): number {
  if (y <= 4) {
    const above =
      (((((((2.1531153547440383e-8 * y + 0.5641884969886701) * y + 8.883149794388377) * y +
        66.11919063714163) *
        y +
        298.6351381974001) *
        y +
        881.952221241769) *
        y +
        1712.0476126340707) *
        y +
        2051.0783778260716) *
        y +
      1230.3393547979972;
    const below =
      (((((((y + 15.744926110709835) * y + 117.6939508913125) * y + 537.1811018620099) * y +
        1621.3895745666903) *
        y +
        3290.7992357334597) *
        y +
        4362.619090143247) *
        y +
        3439.3676741437216) *
        y +
      1230.3393548037495;
    return above / below;
  }
  const inverse = 1 / (y * y);
  const above =
    ((((0.016315387137302097 * inverse + 0.30532663496123236) * inverse + 0.36034489994980445) * inverse +
      0.12578172611122926) *
      inverse +
      0.016083785148742275) *
      inverse +
    0.0006587491615298378;
  const below =
    ((((inverse + 2.568520192289822) * inverse + 1.8729528499234604) * inverse + 0.5279051029514285) *
      inverse +
      0.06051834131244132) *
      inverse +
    0.0023352049762686918;
  return (SQRT_PI_INVERSE - (inverse * above) / below) / y;
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
