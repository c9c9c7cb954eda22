// Whether a number format shows money: a currency sign, or an accounting format.

/** `£#,##0`, `[$£-809]#,##0.00`, `_-"£"* #,##0`, `#,##0 "GBP"`. */
export function isMoney(numberFormat: string): boolean {
  return /[£$€¥]|\b(?:GBP|EUR|USD)\b/.test(numberFormat.replace(/\[\$-[^\]]*\]/g, ""));
}
