// The problems of one file: how bad, which row and field, what is wrong and what to do; filtered, and copied as text
// for whoever has to correct the file.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../plan/problem.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { showMessage } from "../uiState.ts";
import { matchingProblems, problemCounts, problemsAsText, type SeverityFilter } from "./problemRows.ts";
import { importText } from "./text.ts";

const FIRST_ROWS = 30;
/** So few can be seen at a glance; a filter would only be in the way. */
const FEW = 5;
const FILTERS: readonly SeverityFilter[] = ["all", "error", "warning", "note"];

/** Characters of a message shown before it is folded. */
const LONGEST_MESSAGE = 180;

interface ProblemTableProps {
  readonly fileName: string;
  readonly problems: readonly Problem[];
}

export function ProblemTable({ fileName, problems }: ProblemTableProps): JSX.Element {
  const [severity, setSeverity] = useState<SeverityFilter>("all");
  const [find, setFind] = useState("");
  const [all, setAll] = useState(false);
  if (problems.length === 0) return <p>{importText.noProblems}</p>;
  const counts = problemCounts(problems);
  const shown = matchingProblems(problems, severity, find);
  return (
    <section class="import-problems" aria-label={importText.problems(fileName)}>
      <h4>{importText.problemCount(counts.error, counts.warning, counts.note)}</h4>
      <div class="problem-tools">
        {problems.length <= FEW ? null : (
          <>
            <label>
              {importText.filterProblems}{" "}
              <select
                value={severity}
                onChange={(event) =>
                  setSeverity(FILTERS.find((each) => each === event.currentTarget.value) ?? "all")
                }
              >
                {FILTERS.map((each) => (
                  <option key={each} value={each}>
                    {each === "all" ? importText.allProblems : importText.severities[each]}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {importText.findProblem}{" "}
              <input type="search" value={find} onInput={(event) => setFind(event.currentTarget.value)} />
            </label>
          </>
        )}
        <CopyButton problems={shown} />
      </div>
      <div class="table-scroll">
        <table class="plain-table problem-table">
          <caption class="visually-hidden">{importText.problems(fileName)}</caption>
          <thead>
            <tr>
              <th scope="col">{importText.severity}</th>
              <th scope="col" class="number">
                {importText.row}
              </th>
              <th scope="col">{importText.field}</th>
              <th scope="col">{importText.problem}</th>
              <th scope="col">{importText.whatToDo}</th>
            </tr>
          </thead>
          <tbody>
            {(all ? shown : shown.slice(0, FIRST_ROWS)).map((problem, at) => (
              <tr key={at}>
                <td class={`severity severity-${problem.severity}`}>
                  {importText.severities[problem.severity]}
                </td>
                <td class="number">{problem.where?.row ?? ""}</td>
                <td>{problem.where?.column ?? ""}</td>
                <td>
                  <ProblemMessage message={problem.message} />
                </td>
                <td>{problem.remedy ?? ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {all || shown.length <= FIRST_ROWS ? null : (
        <Button onClick={() => setAll(true)}>{importText.moreProblems(shown.length)}</Button>
      )}
    </section>
  );
}

/** A long list of names is folded away behind its beginning. */
function ProblemMessage({ message }: { readonly message: string }): JSX.Element {
  if (message.length <= LONGEST_MESSAGE) return <>{message}</>;
  const cut = message.lastIndexOf(" ", LONGEST_MESSAGE);
  return (
    <details>
      <summary>{message.slice(0, cut)} …</summary>
      {message.slice(cut + 1)}
    </details>
  );
}

function CopyButton({ problems }: { readonly problems: readonly Problem[] }): JSX.Element {
  const { ui } = useApp();
  const [said, setSaid] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(problemsAsText(problems));
      setSaid(importText.copiedProblems(problems.length));
    } catch {
      // Refused by the browser's permissions: the table itself can still be selected and copied.
      showMessage(ui, { tone: "warning", text: importText.copyFailed });
      setSaid(importText.copyFailed);
    }
  };
  return (
    <>
      <Button onClick={() => void copy()}>{importText.copyProblems}</Button>
      <span role="status">{said}</span>
    </>
  );
}
