// The figures of a chart as a table under it: closed until asked for, reached and opened by keyboard.

import type { JSX } from "preact";

interface ChartTableProps {
  /** What opens it: `Figures of this chart`. */
  readonly summary: string;
  readonly caption: string;
  readonly headings: readonly string[];
  /** The first cell names the row. */
  readonly rows: readonly (readonly string[])[];
}

export function ChartTable({ summary, caption, headings, rows }: ChartTableProps): JSX.Element {
  return (
    <details class="chart-figures">
      <summary>{summary}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it */}
      <section class="chart-table-scroll" aria-label={caption} tabIndex={0}>
        <table class="plain-table">
          <caption>{caption}</caption>
          <thead>
            <tr>
              {headings.map((heading, index) => (
                <th key={heading} scope="col" class={isNumber(rows, index) ? "number" : undefined}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...cells], index) => (
              <tr key={index}>
                <th scope="row">{name}</th>
                {cells.map((cell, at) => (
                  <td key={headings[at + 1]} class={isNumber(rows, at + 1) ? "number" : undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

/** A column of figures stands at the right, one of words at the left. */
function isNumber(rows: readonly (readonly string[])[], column: number): boolean {
  return column > 0 && /^[\u2212£]*\d/.test(rows[0]?.[column] ?? "");
}
