// How every sheet prints: landscape, as wide as the paper, the plan and the sheet at the head, the page at the foot.
//
// What must stay true: an ampersand in a title is doubled, because a single one begins a code; Excel's limit of 255
// characters for a head or foot holds.
// Source: ECMA-376 Part 1, 18.3.1.46 (headerFooter), 18.18.21 (codes), 18.3.1.63 (pageSetup).

import { cutText } from "./names.ts";
import { xmlText } from "./xmlText.ts";

/** Paper numbers of the file format. */
const A3 = 8;
const A4 = 9;
/** Characters across that still read well on A4 in landscape. */
const WIDEST_A4 = 200;
const LONGEST_TITLE = 100;

/** The sheet's properties that printing needs; they stand at its head. */
export const FIT_TO_PAGE = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';

/** Margins, paper, head and foot, in this order. `width`: of all columns, in characters. */
export function printSetupXml(planTitle: string, width: number): string {
  const title = cutText(planTitle.replace(/\s+/g, " ").trim(), LONGEST_TITLE).replaceAll("&", "&&");
  const paper = width > WIDEST_A4 ? A3 : A4;
  return (
    '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.6" header="0.3" footer="0.3"/>' +
    `<pageSetup paperSize="${paper}" orientation="landscape" fitToHeight="0"/>` +
    `<headerFooter><oddHeader>${xmlText(`&L&"-,Bold"${title}&R&A`)}</oddHeader>` +
    `<oddFooter>${xmlText("&LCatchment&RPage &P of &N")}</oddFooter></headerFooter>`
  );
}
