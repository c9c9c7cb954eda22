// Numbers shown as fractions: `# ?/?`, `# ??/??`, `?/8`. Apart because finding the nearest fraction has nothing to do
// with decimal digits.
//
// Source: ECMA-376 Part 1, 18.8.30 (fractions).

import type { FormatToken } from "./formatCode.ts";

const MOST_DENOMINATOR_DIGITS = 4;

type Tokens = readonly FormatToken[];

/** `# - ?=/=?` in its parts: the whole number, what stands before the numerator, the numerator and so on. */
interface FractionLayout {
  readonly whole: Tokens;
  readonly separator: Tokens;
  readonly numerator: Tokens;
  readonly beforeSlash: Tokens;
  readonly afterSlash: Tokens;
  readonly denominator: Tokens;
  readonly after: Tokens;
  readonly fixedDenominator: number | null;
}

/** The magnitude as a fraction by the tokens of a section with a slash. */
export function formatFraction(magnitude: number, tokens: Tokens): string {
  const layout = layoutFraction(tokens);
  const hasWhole = layout.whole.some(({ kind }) => kind === "digit");
  const whole = hasWhole ? Math.floor(magnitude) : 0;
  const [numerator, denominator] = nearestFraction(magnitude - whole, layout);
  const isCarried = hasWhole && numerator === denominator;
  const shown = { whole: isCarried ? whole + 1 : whole, numerator: isCarried ? 0 : numerator, denominator };
  const fraction = fractionText(shown, layout);
  const before = hasWhole ? beforeAndFraction(shown, fraction, layout) : literals(layout.whole) + fraction;
  return before + literals(layout.after);
}

interface Shown {
  readonly whole: number;
  readonly numerator: number;
  readonly denominator: number;
}

function fractionText({ numerator, denominator }: Shown, layout: FractionLayout): string {
  const below =
    layout.fixedDenominator === null ? padEnd(String(denominator), layout.denominator) : String(denominator);
  const above = wholeText(layout.numerator, String(numerator));
  return `${above}${literals(layout.beforeSlash)}/${literals(layout.afterSlash)}${below}`;
}

/**
 * The whole number and the fraction. A fraction of nothing vanishes, leaving blanks of its width where some place is
 * `?`, unless its numerator has a `0`; a whole number of nothing vanishes with what separates it, leaving blanks for
 * `?` too, unless it has a `0`.
 */
function beforeAndFraction({ whole, numerator }: Shown, fraction: string, layout: FractionLayout): string {
  const separator = literals(layout.separator);
  if (numerator === 0 && !has(layout.numerator, "0")) {
    const keepsWidth = [layout.whole, layout.numerator, layout.denominator].some((each) => has(each, "?"));
    const blanks = keepsWidth ? " ".repeat(separator.length + fraction.length) : "";
    return wholeText(layout.whole, String(whole)) + blanks;
  }
  const isShown = whole > 0 || has(layout.whole, "0") || (numerator === 0 && has(layout.whole, "?"));
  if (isShown) return wholeText(layout.whole, String(whole)) + separator + fraction;
  const keepsSeparator = has(layout.whole, "?") || isPlaceholder(layout.numerator[0], "?");
  return wholeText(layout.whole, "") + (keepsSeparator ? " ".repeat(separator.length) : "") + fraction;
}

function isPlaceholder(token: FormatToken | undefined, placeholder: string): boolean {
  return token?.kind === "digit" && token.placeholder === placeholder;
}

function has(tokens: Tokens, placeholder: string): boolean {
  return tokens.some((token) => isPlaceholder(token, placeholder));
}

function layoutFraction(tokens: Tokens): FractionLayout {
  const slash = tokens.findIndex(({ kind }) => kind === "slash");
  let numeratorEnd = slash;
  while (numeratorEnd > 0 && tokens[numeratorEnd - 1]?.kind !== "digit") numeratorEnd--;
  let numeratorStart = numeratorEnd;
  while (numeratorStart > 0 && tokens[numeratorStart - 1]?.kind === "digit") numeratorStart--;
  let wholeEnd = numeratorStart;
  while (wholeEnd > 0 && tokens[wholeEnd - 1]?.kind !== "digit") wholeEnd--;
  // without a whole number, what stands before the numerator belongs to it
  if (wholeEnd === 0) wholeEnd = numeratorStart;
  const found = tokens.findIndex((token, place) => place > slash && isDenominator(token));
  const denominatorStart = found < 0 ? slash + 1 : found;
  let denominatorEnd = denominatorStart;
  while (denominatorEnd < tokens.length && isDenominator(tokens[denominatorEnd])) denominatorEnd++;
  const denominator = tokens.slice(denominatorStart, denominatorEnd);
  const written = denominator.map((token) =>
    token.kind === "literal" ? token.text : token.kind === "digit" ? token.placeholder : "",
  );
  const isFixed = denominator.some(({ kind }) => kind === "literal");
  return {
    whole: tokens.slice(0, wholeEnd),
    separator: tokens.slice(wholeEnd, numeratorStart),
    numerator: tokens.slice(numeratorStart, numeratorEnd),
    beforeSlash: tokens.slice(numeratorEnd, slash),
    afterSlash: tokens.slice(slash + 1, denominatorStart),
    denominator,
    after: tokens.slice(denominatorEnd),
    fixedDenominator: isFixed ? Math.max(1, Number(written.join("").replace(/\D/g, "0"))) : null,
  };
}

function isDenominator(token: FormatToken | undefined): boolean {
  return token?.kind === "digit" || (token?.kind === "literal" && /^\d$/.test(token.text));
}

/** The nearest fraction whose denominator fits its placeholders; of equally near ones the simplest. */
function nearestFraction(value: number, layout: FractionLayout): readonly [number, number] {
  if (layout.fixedDenominator !== null) {
    return [Math.round(value * layout.fixedDenominator), layout.fixedDenominator];
  }
  const digits = Math.min(MOST_DENOMINATOR_DIGITS, Math.max(1, layout.denominator.length));
  let best: readonly [number, number] = [Math.round(value), 1];
  let bestError = Math.abs(value - best[0]);
  for (let denominator = 2; denominator < 10 ** digits && bestError > 1e-15; denominator++) {
    const numerator = Math.round(value * denominator);
    const error = Math.abs(value - numerator / denominator);
    if (error < bestError) {
      best = [numerator, denominator];
      bestError = error;
    }
  }
  return best;
}

function wholeText(tokens: Tokens, digits: string): string {
  const places = tokens.filter(({ kind }) => kind === "digit").length;
  let place = places;
  let text = "";
  let isWritten = false;
  for (const token of tokens) {
    if (token.kind === "literal") text += token.text;
    if (token.kind !== "digit") continue;
    const fromRight = place--;
    if (digits.length >= fromRight) {
      text += isWritten
        ? digits.charAt(digits.length - fromRight)
        : digits.slice(0, digits.length - fromRight + 1);
      isWritten = true;
    } else if (token.placeholder !== "#") text += token.placeholder === "0" ? "0" : " ";
  }
  return text;
}

/** Zeros fill a denominator from the left, blanks from the right. */
function padEnd(text: string, tokens: Tokens): string {
  const wanted = tokens.filter((token) => token.kind === "digit" && token.placeholder !== "#").length;
  return isPlaceholder(tokens[0], "0") ? text.padStart(wanted, "0") : text.padEnd(wanted, " ");
}

function literals(tokens: Tokens): string {
  return tokens.map((token) => (token.kind === "literal" ? token.text : "")).join("");
}
