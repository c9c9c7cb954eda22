// What the check of a workbook found: the cells that differ from what Excel saved, and what was not compared and why.

import type { JSX } from "preact";
import type { NotComparedReason, WorkbookCheck } from "../../excel/check/checkWorkbook.ts";
import { formatCell } from "../grid/tableReader.ts";
import { reviewText } from "./reviewText.ts";

/** Cells listed on the page; the rest are counted. */
const LISTED = 500;

export function CheckResult({ check }: { readonly check: WorkbookCheck }): JSX.Element {
  const { differ, notCompared } = check;
  const reasons = Object.entries(notCompared) as [NotComparedReason, number][];
  const words = reviewText.check;
  return (
    <>
      {reasons.length === 0 ? null : (
        <>
          <h3>{words.notCompared}</h3>
          <ul>
            {reasons.map(([reason, count]) => (
              <li key={reason}>{words.reason(count, words.reasons[reason])}</li>
            ))}
          </ul>
        </>
      )}
      {differ.length === 0 ? null : (
        <div class="table-scroll">
          <table class="plain-table">
            <caption>{words.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{words.cell}</th>
                <th scope="col">{words.formula}</th>
                <th scope="col" class="number">
                  {words.saved}
                </th>
                <th scope="col" class="number">
                  {words.ours}
                </th>
              </tr>
            </thead>
            <tbody>
              {differ.slice(0, LISTED).map((each) => (
                <tr key={`${each.sheet} ${each.cell}`}>
                  <th scope="row">{`${each.sheet}!${each.cell}`}</th>
                  <td>
                    <code class="finding-formula">{each.formula}</code>
                  </td>
                  <td class="number">{formatCell(each.cached, "General")}</td>
                  <td class="number">{formatCell(each.ours, "General")}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {differ.length > LISTED ? <p>{reviewText.more(differ.length - LISTED)}</p> : null}
        </div>
      )}
    </>
  );
}
