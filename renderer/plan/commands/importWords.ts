// Words that every part of an import needs: headings as column names, and lists that do not go on for ever.

export function firstFew(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** A heading as a column can be called: one line, not blank, not too long for Excel. */
export function headingName(heading: string): string {
  return (
    heading
      .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
      .trim()
      .slice(0, 250) || "Column"
  );
}
