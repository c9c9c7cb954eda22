// Makes a name a file can have on Windows, macOS and Linux from whatever a plan is called.

const LONGEST = 120;

/** `Derby / Derbyshire: merged?` becomes `Derby - Derbyshire - merged -`; an empty name becomes `Plan`. */
export function toFileName(name: string): string {
  const plain = [...name]
    .map((character) => (character < " " || '\\/:*?"<>|'.includes(character) ? "-" : character))
    .join("")
    .replace(/^[.\s]+|[.\s]+$/g, "")
    .slice(0, LONGEST);
  if (plain === "") return "Plan";
  // Windows keeps these names for devices, whatever ending follows.
  return /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(plain) ? `${plain} plan` : plain;
}
