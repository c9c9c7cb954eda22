// Names of groups as Excel can use them. A group's name is the criterion of SUMIFS in the exported workbook, and
// there `*`, `?` and `~` are wildcards, a leading `=`, `<` or `>` is a comparison, and text over 255 characters is an
// error (Microsoft, "SUMIFS function" and "Excel specifications and limits"). Such names would add up the wrong rows
// without a word, so they are changed on the way in, and the user is told.

const LONGEST_NAME = 200;

/** A name that SUMIFS reads as itself; equal to the name given when nothing had to change. */
export function safeGroupName(name: string): string {
  const safe = name
    .replaceAll("*", "\u2217")
    .replaceAll("~", "\u223c")
    .replaceAll("?", "")
    .replace(/^[=<>\s]+/, "")
    .replace(/\s+$/, "");
  const short = safe.length > LONGEST_NAME ? safe.slice(0, LONGEST_NAME).trimEnd() : safe;
  return short === "" ? "Group" : short;
}

/** Gives out names that are unique without regard to case: `Name`, `Name 2`. */
export class UniqueNames {
  private readonly used = new Set<string>();

  take(name: string): string {
    let free = name;
    for (let count = 2; this.used.has(free.toLowerCase()); count += 1) free = `${name} ${count}`;
    this.used.add(free.toLowerCase());
    return free;
  }
}
