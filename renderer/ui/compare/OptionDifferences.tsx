// What is different between an option and the base, besides the figures: who moved, from where to where, and which
// groups changed. Real tables with captions, so that they print, copy and read aloud.

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { compareOptions, type GroupDifference, type MovedPractice } from "../../plan/compare.ts";
import type { Option, Plan } from "../../plan/plan.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { moveFlows } from "./moveFlows.ts";
import { compareText } from "./text.ts";

/** Rows of a table shown before "Show all": more make the page slow and say less. */
const FIRST_ROWS = 100;

/** The first rows of a long table, and the button that brings the rest. */
function useFirstRows<T>(rows: readonly T[]): {
  readonly shown: readonly T[];
  readonly more: JSX.Element | null;
} {
  const [all, setAll] = useState(false);
  if (all || rows.length <= FIRST_ROWS) return { shown: rows, more: null };
  const more = <Button onClick={() => setAll(true)}>{compareText.showAll(rows.length)}</Button>;
  return { shown: rows.slice(0, FIRST_ROWS), more };
}

const whole = (value: number) => Math.round(value).toLocaleString("en-GB");

interface OptionDifferencesProps {
  readonly plan: Plan;
  readonly base: Option;
  readonly option: Option;
}

export function OptionDifferences({ plan, base, option }: OptionDifferencesProps): JSX.Element {
  const { session } = useApp();
  const { revision } = session.refresh.value;
  const { moved, groups } = useMemo(
    () => compareOptions(plan, session.calculation, base, option),
    [plan, base, option, revision],
  );
  const patients = moved.reduce((sum, each) => sum + (each.patients ?? 0), 0);
  const unknown = moved.filter((each) => each.patients === null).length;
  return (
    <>
      <p role="status">
        {moved.length === 0
          ? compareText.nothing(option.name, base.name)
          : compareText.movedSummary(moved.length, patients, base.name)}
        {unknown === 0 ? null : ` ${compareText.unknownSizes(unknown)}`}
      </p>
      {moved.length === 0 ? null : <FlowTable plan={plan} base={base} option={option} moved={moved} />}
      {groups.length === 0 ? null : <GroupTable plan={plan} base={base} option={option} groups={groups} />}
      {moved.length === 0 ? null : <MovedTable base={base} option={option} moved={moved} />}
    </>
  );
}

function FlowTable({
  plan,
  base,
  option,
  moved,
}: OptionDifferencesProps & { readonly moved: readonly MovedPractice[] }): JSX.Element {
  const { shown, more } = useFirstRows(moveFlows(plan.levels, moved));
  return (
    <>
      <table class="plain-table figure-table">
        <caption>{compareText.flowsCaption(option.name, base.name)}</caption>
        <thead>
          <tr>
            <th scope="col">{compareText.level}</th>
            <th scope="col">{compareText.from}</th>
            <th scope="col">{compareText.to}</th>
            <th scope="col" class="number">
              {compareText.practices}
            </th>
            <th scope="col" class="number">
              {compareText.patients}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((flow) => (
            <tr key={`${flow.levelName}\n${flow.from}\n${flow.to}`}>
              <td>{flow.levelName}</td>
              <td>{flow.from}</td>
              <td>{flow.to}</td>
              <td class="number">{whole(flow.practices)}</td>
              <td class="number">{whole(flow.patients)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </>
  );
}

interface MovedTableProps {
  readonly base: Option;
  readonly option: Option;
  readonly moved: readonly MovedPractice[];
}

function MovedTable({ base, option, moved }: MovedTableProps): JSX.Element {
  const { shown, more } = useFirstRows(moved);
  return (
    <>
      <table class="plain-table figure-table">
        <caption>{compareText.movedCaption(option.name, base.name)}</caption>
        <thead>
          <tr>
            <th scope="col">{compareText.code}</th>
            <th scope="col">{compareText.name}</th>
            <th scope="col" class="number">
              {compareText.listSize}
            </th>
            <th scope="col">{compareText.move}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((practice) => (
            <tr key={practice.code}>
              <th scope="row">{practice.code}</th>
              <td>{practice.name}</td>
              <td class="number">
                {practice.patients === null ? compareText.noListSize : whole(practice.patients)}
              </td>
              <td>
                {practice.levels
                  .map((level) => compareText.step(level.levelName, level.from, level.to))
                  .join("; ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </>
  );
}

function GroupTable({
  plan,
  base,
  option,
  groups,
}: OptionDifferencesProps & { readonly groups: readonly GroupDifference[] }): JSX.Element {
  const levels = new Map(plan.levels.map((level) => [level.id, level.name]));
  const { shown, more } = useFirstRows(groups);
  return (
    <>
      <table class="plain-table figure-table">
        <caption>{compareText.groupsCaption(option.name, base.name)}</caption>
        <thead>
          <tr>
            <th scope="col">{compareText.group}</th>
            <th scope="col">{compareText.level}</th>
            <th scope="col">{compareText.change}</th>
            <th scope="col" class="number">
              {compareText.patientsBefore(base.name)}
            </th>
            <th scope="col" class="number">
              {compareText.patientsAfter(option.name)}
            </th>
            <th scope="col" class="number">
              {compareText.difference}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((group) => (
            <tr key={`${group.levelId}\n${group.baseName}\n${group.name}`}>
              <th scope="row">{group.name ?? group.baseName}</th>
              <td>{levels.get(group.levelId)}</td>
              <td>{groupChange(group)}</td>
              <td class="number">{group.baseName === null ? "" : whole(group.baseSize.patients)}</td>
              <td class="number">{group.name === null ? "" : whole(group.size.patients)}</td>
              <td class="number">{compareText.moreOrLess(group.size.patients - group.baseSize.patients)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </>
  );
}

function groupChange(group: GroupDifference): string {
  if (group.name === null) return compareText.gone;
  if (group.baseName === null) return compareText.onlyHere;
  const said: string[] = [];
  if (group.name !== group.baseName) said.push(compareText.renamed(group.baseName));
  if (group.hasOtherParent) said.push(compareText.otherParent(group.baseParent, group.parent));
  if (group.baseSize.practices !== group.size.practices || said.length === 0)
    said.push(compareText.members(group.baseSize.practices, group.size.practices));
  return said.join("; ");
}
