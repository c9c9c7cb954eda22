// The units that CONVERT knows, by dimension: how many of the dimension's base unit one of them is. Which of them take
// metric prefixes, and the prefixes themselves.
//
// Source: Microsoft, CONVERT; the International System of Units; NIST Special Publication 811 for the customary units.

export interface Unit {
  readonly dimension: string;
  readonly factor: number;
  /** metric prefixes are allowed, to this power (2 for m2, 3 for m3) */
  readonly prefix: 0 | 1 | 2 | 3;
  /** binary prefixes are allowed as well */
  readonly binary: boolean;
}

const FOOT = 0.3048;
const INCH = 0.0254;
const MILE = 1609.344;
const YARD = 0.9144;
const NAUTICAL = 1852;
const POINT = INCH / 72;
const LIGHT_YEAR = 9.46073047258e15;
const POUND = 453.59237;
const GALLON = 231 * INCH ** 3 * 1000;
const UK_GALLON = 4.54609;

/** `name: factor`, with * after a name that takes metric prefixes. */
const TABLE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  mass: {
    "g*": 1,
    sg: 14593.9029372064,
    lbm: POUND,
    "u*": 1.6605388628e-24,
    ozm: POUND / 16,
    grain: POUND / 7000,
    cwt: POUND * 100,
    shweight: POUND * 100,
    uk_cwt: POUND * 112,
    lcwt: POUND * 112,
    hweight: POUND * 112,
    stone: POUND * 14,
    ton: POUND * 2000,
    uk_ton: POUND * 2240,
    LTON: POUND * 2240,
    brton: POUND * 2240,
  },
  length: {
    "m*": 1,
    mi: MILE,
    Nmi: NAUTICAL,
    in: INCH,
    ft: FOOT,
    yd: YARD,
    "ang*": 1e-10,
    ell: 45 * INCH,
    "ly*": LIGHT_YEAR,
    "parsec*": 3.08567758128155e16,
    "pc*": 3.08567758128155e16,
    Picapt: POINT,
    Pica: POINT,
    pica: INCH / 6,
    survey_mi: 6336000 / 3937,
  },
  time: {
    yr: 31557600,
    day: 86400,
    d: 86400,
    hr: 3600,
    mn: 60,
    min: 60,
    "sec*": 1,
    "s*": 1,
  },
  pressure: {
    "Pa*": 1,
    "p*": 1,
    "atm*": 101325,
    "at*": 101325,
    "mmHg*": 133.322,
    psi: 6894.75729316836,
    Torr: 101325 / 760,
  },
  force: { "N*": 1, "dyn*": 1e-5, "dy*": 1e-5, lbf: 4.4482216152605, "pond*": 0.00980665 },
  energy: {
    "J*": 1,
    "e*": 1e-7,
    "c*": 4.184,
    "cal*": 4.1868,
    "eV*": 1.602176487e-19,
    "ev*": 1.602176487e-19,
    HPh: 2684519.53769617,
    hh: 2684519.53769617,
    "Wh*": 3600,
    "wh*": 3600,
    flb: 1.3558179483314,
    BTU: 1055.05585262,
    btu: 1055.05585262,
  },
  power: { HP: 745.69987158227, h: 745.69987158227, PS: 735.49875, "W*": 1, "w*": 1 },
  magnetism: { "T*": 1, "ga*": 1e-4 },
  volume: {
    "l*": 1,
    "L*": 1,
    "lt*": 1,
    tsp: GALLON / 768,
    tspm: 0.005,
    tbs: GALLON / 256,
    oz: GALLON / 128,
    cup: GALLON / 16,
    pt: GALLON / 8,
    us_pt: GALLON / 8,
    uk_pt: UK_GALLON / 8,
    qt: GALLON / 4,
    uk_qt: UK_GALLON / 4,
    gal: GALLON,
    uk_gal: UK_GALLON,
    "ang3*": 1e-27,
    barrel: GALLON * 42,
    bushel: 35.23907016688,
    ft3: FOOT ** 3 * 1000,
    in3: INCH ** 3 * 1000,
    "ly3*": LIGHT_YEAR ** 3 * 1000,
    "m3*": 1000,
    mi3: MILE ** 3 * 1000,
    yd3: YARD ** 3 * 1000,
    Nmi3: NAUTICAL ** 3 * 1000,
    Picapt3: POINT ** 3 * 1000,
    Pica3: POINT ** 3 * 1000,
    GRT: 100 * FOOT ** 3 * 1000,
    regton: 100 * FOOT ** 3 * 1000,
    MTON: 40 * FOOT ** 3 * 1000,
  },
  area: {
    uk_acre: 4840 * YARD ** 2,
    us_acre: 4046.87260987425,
    "ang2*": 1e-20,
    "ar*": 100,
    ft2: FOOT ** 2,
    ha: 10000,
    in2: INCH ** 2,
    "ly2*": LIGHT_YEAR ** 2,
    "m2*": 1,
    Morgen: 2500,
    mi2: MILE ** 2,
    Nmi2: NAUTICAL ** 2,
    Picapt2: POINT ** 2,
    Pica2: POINT ** 2,
    yd2: YARD ** 2,
  },
  information: { "bit*": 1, "byte*": 8 },
  speed: {
    admkn: 1853.184 / 3600,
    kn: NAUTICAL / 3600,
    "m/h*": 1 / 3600,
    "m/hr*": 1 / 3600,
    mph: MILE / 3600,
    "m/s*": 1,
    "m/sec*": 1,
  },
};

export const UNITS: ReadonlyMap<string, Unit> = new Map(
  Object.entries(TABLE).flatMap(([dimension, units]) =>
    Object.entries(units).map(([marked, factor]) => {
      const name = marked.replace("*", "");
      const power = name.endsWith("3") ? 3 : name.endsWith("2") ? 2 : 1;
      const prefix = marked.endsWith("*") ? (power as 1 | 2 | 3) : 0;
      return [name, { dimension, factor, prefix, binary: dimension === "information" }] as const;
    }),
  ),
);

export const METRIC_PREFIXES: ReadonlyMap<string, number> = new Map([
  ["Y", 1e24],
  ["Z", 1e21],
  ["E", 1e18],
  ["P", 1e15],
  ["T", 1e12],
  ["G", 1e9],
  ["M", 1e6],
  ["k", 1e3],
  ["h", 1e2],
  ["da", 10],
  ["e", 10],
  ["d", 0.1],
  ["c", 0.01],
  ["m", 1e-3],
  ["u", 1e-6],
  ["n", 1e-9],
  ["p", 1e-12],
  ["f", 1e-15],
  ["a", 1e-18],
  ["z", 1e-21],
  ["y", 1e-24],
]);

export const BINARY_PREFIXES: ReadonlyMap<string, number> = new Map(
  ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"].map((name, place) => [name, 1024 ** (place + 1)]),
);
