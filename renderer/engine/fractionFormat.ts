// Numbers shown as fractions: `# ?/?`, `# ??/??`, `?/8`. Apart because finding the nearest fraction has nothing to do
// with decimal digits.
//
// Source: ECMA-376 Part 1, 18.8.30 (fractions).

import type { FormatToken } from "./formatCode.ts";

const MOST_DENOMINATOR_DIGITS = 4;

interface FractionLayout {
  /** tokens of the whole number and what stands between it and the numerator */
  readonly whole: readonly FormatToken[];
  readonly numerator: readonly FormatToken[];
  readonly denominator: readonly FormatToken[];
  readonly after: readonly FormatToken[];
  readonly fixedDenominator: number | null;
}

/** The magnitude as a fraction by the tokens of a section with a slash. */
export function formatFraction(magnitude: number, tokens: readonly FormatToken[]): string {
  const layout = layoutFraction(tokens);
  const hasWhole = layout.whole.some(({ kind }) => kind === "digit");
  const whole = hasWhole ? Math.floor(magnitude) : 0;
  const [numerator, denominator] = nearestFraction(magnitude - whole, layout);
  const isCarried = hasWhole && numerator === denominator;
  const shownWhole = isCarried ? whole + 1 : whole;
  const shownNumerator = isCarried ? 0 : numerator;
  const isBare = hasWhole && shownNumerator === 0;
  // `# ?/?` of 0.5 shows no whole number, of 0 shows 0
  const wholeDigits = shownWhole === 0 && !isBare ? "" : String(shownWhole);
  const head = wholeText(layout.whole, wholeDigits);
  const numeratorText = padStart(String(shownNumerator), layout.numerator);
  const denominatorText =
    layout.fixedDenominator === null ? padEnd(String(denominator), layout.denominator) : String(denominator);
  const fraction = `${numeratorText}/${denominatorText}`;
  return head + (isBare ? " ".repeat(fraction.length) : fraction) + literals(layout.after);
}

function layoutFraction(tokens: readonly FormatToken[]): FractionLayout {
  const slash = tokens.findIndex(({ kind }) => kind === "slash");
  let numeratorEnd = slash;
  while (numeratorEnd > 0 && tokens[numeratorEnd - 1]?.kind !== "digit") numeratorEnd--;
  let numeratorStart = numeratorEnd;
  while (numeratorStart > 0 && tokens[numeratorStart - 1]?.kind === "digit") numeratorStart--;
  let denominatorEnd = slash + 1;
  while (denominatorEnd < tokens.length && isDenominator(tokens[denominatorEnd])) denominatorEnd++;
  const denominator = tokens.slice(slash + 1, denominatorEnd);
  const written = denominator.map((token) =>
    token.kind === "literal" ? token.text : token.kind === "digit" ? token.placeholder : "",
  );
  const isFixed = denominator.some(({ kind }) => kind === "literal");
  return {
    whole: tokens.slice(0, numeratorStart),
    numerator: tokens.slice(numeratorStart, numeratorEnd),
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

function wholeText(tokens: readonly FormatToken[], digits: string): string {
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

function padStart(text: string, tokens: readonly FormatToken[]): string {
  const isZero = tokens[0]?.kind === "digit" && tokens[0].placeholder === "0";
  const wanted = tokens.filter((token) => token.kind === "digit" && token.placeholder !== "#").length;
  return text.padStart(wanted, isZero ? "0" : " ");
}

function padEnd(text: string, tokens: readonly FormatToken[]): string {
  return text.padEnd(
    tokens.filter((token) => token.kind === "digit" && token.placeholder !== "#").length,
    " ",
  );
}

function literals(tokens: readonly FormatToken[]): string {
  return tokens.map((token) => (token.kind === "literal" ? token.text : "")).join("");
}
