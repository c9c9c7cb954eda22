// What chance starts from besides the seed: a number that tells every row of every column from all others.

/** The salt of a row: a hash of the column's key (31 bits), then the row (21 bits). */
export function rowSalt(columnKey: string, row: number): number {
  let hash = 0;
  for (const letter of columnKey) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return (hash >>> 1) * 2 ** 21 + row;
}
