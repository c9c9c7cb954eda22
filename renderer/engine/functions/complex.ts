// The functions of complex numbers (IM...), which are texts (complexNumbers.ts).

import { elements, isArray } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import {
  absolute,
  angleOf,
  asNumber,
  type Complex,
  divided,
  made,
  minus,
  plus,
  polar,
  readAll,
  readComplex,
  times,
  writeComplex,
} from "./complexNumbers.ts";
import { define, type FunctionEntry, type Given } from "./define.ts";

const NUM = errorValue("#NUM!");
const VALUE = errorValue("#VALUE!");
const DIVISION = errorValue("#DIV/0!");

function entry(name: string, signature: string, help: string, run: FunctionEntry["run"]): FunctionEntry {
  return define("Engineering", name, signature, help, run);
}

/** A real number of a complex one. */
function measure(name: string, help: string, run: (z: Complex) => Value): FunctionEntry {
  return entry(name, "number: value", help, (value: Value) => {
    const z = readComplex(value);
    return isError(z) ? z : run(z);
  });
}

/** A complex number of a complex one; null is #NUM!. */
function transform(name: string, help: string, run: (z: Complex) => Complex | null): FunctionEntry {
  return measure(name, help, (z) => {
    const result = run(z);
    return result === null ? NUM : writeComplex(result);
  });
}

const sine = ({ real: x, imaginary: y, suffix }: Complex) =>
  made(Math.sin(x) * Math.cosh(y), Math.cos(x) * Math.sinh(y), suffix);
const cosine = ({ real: x, imaginary: y, suffix }: Complex) =>
  made(Math.cos(x) * Math.cosh(y), -Math.sin(x) * Math.sinh(y), suffix);
const hyperbolicSine = ({ real: x, imaginary: y, suffix }: Complex) =>
  made(Math.sinh(x) * Math.cos(y), Math.cosh(x) * Math.sin(y), suffix);
const hyperbolicCosine = ({ real: x, imaginary: y, suffix }: Complex) =>
  made(Math.cosh(x) * Math.cos(y), Math.sinh(x) * Math.sin(y), suffix);
const one = (suffix: string) => made(1, 0, suffix);
const inverse = (z: Complex) => divided(one(z.suffix), z);

/** The logarithm divided by the logarithm of a base. */
function logarithm(base: number) {
  return (z: Complex): Complex | null => {
    const size = absolute(z);
    return size === 0 ? null : made(Math.log(size) / base, angleOf(z) / base, z.suffix);
  };
}

function power(value: Value, exponentGiven: Value): Value {
  const z = readComplex(value);
  if (isError(z)) return z;
  const exponent = asNumber(exponentGiven);
  if (isError(exponent)) return exponent;
  const size = absolute(z);
  if (size === 0) return exponent > 0 ? "0" : NUM;
  return writeComplex(polar(size ** exponent, angleOf(z) * exponent, z.suffix));
}

function ofMany(run: (a: Complex, b: Complex) => Complex, start: Complex) {
  return (...given: Given[]): Value => {
    const values = given.flatMap((each) =>
      isArray(each) ? elements(each) : each === undefined ? [] : [each],
    );
    const numbers = readAll(values);
    return isError(numbers) ? numbers : writeComplex(numbers.reduce(run, start));
  };
}

function ofTwo(run: (a: Complex, b: Complex) => Complex | null) {
  return (left: Value, right: Value): Value => {
    const numbers = readAll([left, right]);
    if (isError(numbers)) return numbers;
    const [a, b] = numbers;
    const result = a === undefined || b === undefined ? null : run(a, b);
    return result === null ? NUM : writeComplex(result);
  };
}

function complex(real: Value, imaginary: Value, suffix = "i"): Value {
  const [x, y] = [asNumber(real), asNumber(imaginary)];
  if (isError(x)) return x;
  if (isError(y)) return y;
  return suffix === "i" || suffix === "j" || suffix === "" ? writeComplex(made(x, y, suffix)) : VALUE;
}

const MANY = "number1: array, ...number: array";
const TWO = "number1: value, number2: value";

export const complexFunctions: readonly FunctionEntry[] = [
  entry(
    "COMPLEX",
    "real: value, imaginary: value, suffix?: text",
    "A complex number of its two parts.",
    complex,
  ),
  measure("IMREAL", "The real part.", ({ real }) => real),
  measure("IMAGINARY", "The imaginary part.", ({ imaginary }) => imaginary),
  measure("IMABS", "The absolute value.", absolute),
  measure("IMARGUMENT", "The angle in radians.", (z) => (absolute(z) === 0 ? DIVISION : angleOf(z))),
  transform("IMCONJUGATE", "The conjugate.", (z) => made(z.real, -z.imaginary, z.suffix)),
  transform("IMSQRT", "The square root.", (z) => polar(Math.sqrt(absolute(z)), angleOf(z) / 2, z.suffix)),
  transform("IMEXP", "e to the power of the number.", (z) => polar(Math.exp(z.real), z.imaginary, z.suffix)),
  transform("IMLN", "The natural logarithm.", logarithm(1)),
  transform("IMLOG10", "The logarithm to base 10.", logarithm(Math.LN10)),
  transform("IMLOG2", "The logarithm to base 2.", logarithm(Math.LN2)),
  transform("IMSIN", "The sine.", sine),
  transform("IMCOS", "The cosine.", cosine),
  transform("IMTAN", "The tangent.", (z) => divided(sine(z), cosine(z))),
  transform("IMSEC", "The secant.", (z) => inverse(cosine(z))),
  transform("IMCSC", "The cosecant.", (z) => inverse(sine(z))),
  transform("IMCOT", "The cotangent.", (z) => divided(cosine(z), sine(z))),
  transform("IMSINH", "The hyperbolic sine.", hyperbolicSine),
  transform("IMCOSH", "The hyperbolic cosine.", hyperbolicCosine),
  transform("IMSECH", "The hyperbolic secant.", (z) => inverse(hyperbolicCosine(z))),
  transform("IMCSCH", "The hyperbolic cosecant.", (z) => inverse(hyperbolicSine(z))),
  entry("IMPOWER", "number: value, power: value", "A complex number to a power.", power),
  entry("IMSUM", MANY, "Adds complex numbers.", ofMany(plus, made(0, 0, ""))),
  entry("IMPRODUCT", MANY, "Multiplies complex numbers.", ofMany(times, made(1, 0, ""))),
  entry("IMSUB", TWO, "The difference of complex numbers.", ofTwo(minus)),
  entry("IMDIV", TWO, "The quotient of complex numbers.", ofTwo(divided)),
];
