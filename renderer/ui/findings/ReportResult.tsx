// The findings of a workbook as a list: what stands in the cell, what the formula would give, and the difference.

import type { JSX } from "preact";
import type { WorkbookFinding } from "../../excel/findings/findings.ts";
import type { FindingsReport } from "../../excel/findings/report.ts";
import { formatCell } from "../grid/tableReader.ts";
import { reviewText } from "./reviewText.ts";
import { findingsText } from "./text.ts";

/** Findings listed on the page; the workbook has all of them. */
const LISTED = 500;

export function ReportResult({ report }: { readonly report: FindingsReport }): JSX.Element | null {
  const { findings, total, moneyTotal } = report;
  if (findings.length === 0) return null;
  const words = reviewText.findings;
  const { headings } = findingsText;
  return (
    <>
      <p>{words.totals(formatCell(total, "#,##0.00"), formatCell(moneyTotal, "#,##0.00"))}</p>
      <div class="table-scroll">
        <table class="plain-table">
          <caption>{words.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{reviewText.check.cell}</th>
              <th scope="col">{words.line}</th>
              <th scope="col">{words.kind}</th>
              <th scope="col" class="number">
                {headings.stands}
              </th>
              <th scope="col" class="number">
                {headings.formula}
              </th>
              <th scope="col" class="number">
                {headings.difference}
              </th>
            </tr>
          </thead>
          <tbody>
            {findings.slice(0, LISTED).map((each) => (
              <Row key={`${each.sheet} ${each.cell} ${each.kind}`} finding={each} />
            ))}
          </tbody>
        </table>
        {findings.length > LISTED ? <p>{reviewText.more(findings.length - LISTED)}</p> : null}
      </div>
    </>
  );
}

function Row({ finding }: { readonly finding: WorkbookFinding }): JSX.Element {
  const { sheet, cell, block, line, kind, value, formula, expected, expectedFormula, difference } = finding;
  return (
    <tr>
      <th scope="row">{`${sheet}!${cell}`}</th>
      <td>
        {line} <span class="hint">({block})</span>
      </td>
      <td>{reviewText.findings.kinds[kind]}</td>
      <td class="number">
        {formatCell(value, finding.numberFormat)}
        {formula === null ? null : <code class="finding-formula">{formula}</code>}
      </td>
      <td class="number">
        {formatCell(expected, finding.numberFormat)}
        {expectedFormula === null ? null : <code class="finding-formula">{expectedFormula}</code>}
      </td>
      <td class="number">
        {difference === null ? findingsText.noDifference : formatCell(difference, finding.numberFormat)}
      </td>
    </tr>
  );
}
