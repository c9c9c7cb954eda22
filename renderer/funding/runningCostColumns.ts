// The columns that the running-cost model gives a level: what each group is, which body it belongs to, and what it pays, has left
// and saves. All of them are inputs and Excel formulas that read the supporting tables (postTables.ts, functionTables.ts).
//
// What must stay true: shared costs are conserved. The parts of a body (`Body share`) add up to 1; groups that share leadership
// have each shareable post once between them (`Leadership share`); so what the groups pay for a post adds up to its cost. A leadership
// cluster and the practices without a group have no body: no allowance, no body costs.

import type { NewColumn } from "../plan/commands/parts.ts";
import { type Level, LIST_SIZE, type Plan, UNASSIGNED } from "../plan/plan.ts";
import { ALLOWANCE, BREAK_EVEN, STANDING_ALONE, standingAloneAllowance } from "./allowanceRule.ts";
import { COUNT, columnOf, here, MONEY, MONEY_PER_HEAD, PERCENT } from "./formulaText.ts";
import { EVERY_BODY, YES_NO } from "./supportingTableParts.ts";

export const KINDS = ["Statutory body", "Delegated group", "Leadership cluster"];

/** Financial years for which transition costs are shown, from the one in First_year. */
export const TRANSITION_YEARS = [1, 2, 3];

function text(name: string, note: string, choices?: readonly string[]): NewColumn {
  return { name, type: "text", format: "@", note, ...(choices === undefined ? {} : { choices }) };
}

/** What the user says of each group. */
export const GROUP_INPUTS: readonly NewColumn[] = [
  text("Kind", "A body by law (also when blank), a group inside one, or bodies under one leadership.", KINDS),
  text(
    "Part of body",
    "Of a delegated group: the statutory body it is inside, a name of your choice or of a group.",
  ),
  text(
    "Shares leadership with",
    "Any text: groups with the same text have the shareable posts once between them.",
  ),
  text("Budget use delegated", "Whether a delegated group decides how its budget is used.", YES_NO),
  text("Contracts delegated", "Whether it decides on contracts and commissioning intentions.", YES_NO),
  text("Service changes delegated", "Whether it decides on changes of services.", YES_NO),
  text("Status", "How far the group is.", ["Ready", "Developing", "Not yet"]),
  {
    name: "Start date",
    type: "date",
    format: "dd/mm/yyyy",
    note: "When it begins; decides the year of its transition cost.",
  },
  {
    name: "Incentive per head",
    type: "number",
    format: "£#,##0.00",
    note: "£ per registered patient a year paid on to its practices.",
  },
];

/** Which body a group belongs to, and its part of it. */
export function bodyColumns(plan: Plan, level: Level): readonly NewColumn[] {
  const above = plan.levels[plan.levels.indexOf(level) + 1];
  const noName = '"One body"';
  const host =
    above === undefined ? noName : `IF(${here(above.name)}="${UNASSIGNED}",${noName},${here(above.name)})`;
  const body = here("Body");
  return [
    {
      name: "Body",
      formula:
        `=IF(OR(${here(level.name)}="${UNASSIGNED}",${here("Kind")}="Leadership cluster"),"",` +
        `IF(${here("Kind")}="Delegated group",IF(${here("Part of body")}="",${host},${here("Part of body")}),${here(level.name)}))`,
      note: "The statutory body the group is or is part of; it has the allowance and the costs of a body once.",
    },
    {
      name: "Funded patients",
      formula: `=IF(${body}="",0,${here(LIST_SIZE)})`,
      format: COUNT,
      note: "Registered patients for whom a body is funded.",
    },
    {
      name: "Body list size",
      formula: `=IF(${body}="",0,SUMIFS([${LIST_SIZE}],[Body],${body}))`,
      format: COUNT,
      note: "Registered patients of the whole body.",
    },
    {
      name: "Body share",
      formula: `=IF(${body}="",0,IF(${here("Body list size")}=0,1/COUNTIFS([Body],${body}),${here(LIST_SIZE)}/${here("Body list size")}))`,
      format: PERCENT,
      note: "The group's part of its body, by patients.",
    },
    {
      name: "Leadership share",
      formula:
        `=IF(OR(${body}="",${here("Shares leadership with")}=""),1,` +
        `1/MAX(1,SUMIFS([Body share],[Shares leadership with],${here("Shares leadership with")})))`,
      format: PERCENT,
      note: "A body's part of the posts it shares with the bodies of its leadership cluster.",
    },
  ];
}

/** A sum over rows of a table for every body, for this body by its part, and for this group alone. */
function ofBody(level: Level, table: string, column: string, part: string): string {
  const sum = (who: string) => `SUMIFS(${columnOf(table, column)},${columnOf(table, "Body")},${who})`;
  const body = here("Body");
  return (
    `${part}*(${sum(`"${EVERY_BODY}"`)}+${sum(body)})` +
    `+IF(${body}=${here(level.name)},0,${sum(here(level.name))}${part === here("Body share") ? "" : `*${part}`})`
  );
}

function arrangementSum(level: Level, column: string): string {
  return `SUMIFS(Function_arrangements[${column}],Function_arrangements[Group],${here(level.name)})`;
}

function functionsDone(column: string): string {
  return `SUMIFS(Functions[${column}],Functions[Done by],"In-house")`;
}

/** What the group pays. */
function costColumns(level: Level): readonly NewColumn[] {
  const share = here("Body share");
  const people = here("Funded patients");
  const posts = (who: string, shareable = "") => `SUMIFS(Posts[Annual cost],Posts[Body],${who}${shareable})`;
  const shared = (column: string) =>
    `SUMIFS(Shared_posts[${column}],Shared_posts[Group],${here(level.name)})`;
  const every = `"${EVERY_BODY}"`;
  return [
    {
      name: "Staff cost",
      formula:
        `=${share}*(${posts(every, ',Posts[Shareable],"<>Yes"')}+${posts(every, ',Posts[Shareable],"Yes"')}*${here("Leadership share")}+${posts(here("Body"))})` +
        `+IF(${here("Body")}=${here(level.name)},0,${posts(here(level.name))})+${shared("Pays")}-${shared("Paid otherwise")}`,
      format: MONEY,
      note: "Its posts a year, and its part of the posts it shares.",
    },
    {
      name: "Functions in-house",
      formula: `=${share}*${functionsDone("In-house lump sum")}+${people}*${functionsDone("In-house per head")}+${arrangementSum(level, "In-house change")}`,
      format: MONEY,
      note: "What it pays a year for the work it does itself, beside its posts.",
    },
    {
      name: "Bought support",
      formula: `=${share}*SUM(Functions[Bought lump sum])+${people}*SUM(Functions[Bought per head])+${arrangementSum(level, "Bought change")}`,
      format: MONEY,
      note: "What it pays providers a year.",
    },
    {
      name: "Other fixed costs",
      formula: `=${ofBody(level, "Other_costs", "Fixed", share)}+IF(${here("Body")}="",0,${ofBody(level, "Other_costs", "Per practice", here("Practices"))})`,
      format: MONEY,
      note: "Other costs a year that do not grow with patients: fixed, and per practice.",
    },
    {
      name: "Other costs per head",
      formula: `=${ofBody(level, "Other_costs", "Per head", people)}`,
      format: MONEY,
      note: "Other costs a year that grow with patients.",
    },
    {
      name: "Incentive payments",
      formula: `=${people}*${here("Incentive per head")}`,
      format: MONEY,
      note: "What it pays on to its practices a year.",
    },
    {
      name: "Running cost",
      formula:
        "=[@[Staff cost]]+[@[Functions in-house]]+[@[Bought support]]+[@[Other fixed costs]]+[@[Other costs per head]]+[@[Incentive payments]]",
      format: MONEY,
      note: "All it pays a year to exist and to work.",
    },
    {
      name: "Cost that grows with patients",
      formula:
        `=${people}*(${functionsDone("In-house per head")}+SUM(Functions[Bought per head]))` +
        `+${arrangementSum(level, "Change that grows with patients")}+[@[Other costs per head]]+[@[Incentive payments]]`,
      format: MONEY,
      note: "The part of its running cost that is per head.",
    },
    {
      name: "Variable cost per head",
      formula: `=IF(${people}=0,0,[@[Cost that grows with patients]]/${people})`,
      format: MONEY_PER_HEAD,
      note: "£ per registered patient that each further patient costs.",
    },
  ];
}

/** What follows from cost and allowance. */
function answerColumns(plan: Plan, level: Level): readonly NewColumn[] {
  const share = here("Body share");
  const people = here("Funded patients");
  const changes = `${arrangementSum(level, "In-house change")}+${arrangementSum(level, "Bought change")}`;
  const growing = arrangementSum(level, "Change that grows with patients");
  const own = (table: string, column: string) =>
    `SUMIFS(${columnOf(table, column)},${columnOf(table, "Body")},"${EVERY_BODY}")+SUMIFS(${columnOf(table, column)},${columnOf(table, "Body")},${here(level.name)})`;
  return [
    {
      name: "Balance per head",
      formula: `=IF(${people}=0,"",[@Balance]/${people})`,
      format: MONEY_PER_HEAD,
      note: "£ per registered patient left after its running cost.",
    },
    {
      name: "Viable",
      formula: `=IF(${people}=0,"",IF([@Balance]>=0,"Yes","No"))`,
      note: "Whether its allowance pays its running cost.",
    },
    {
      name: "Running cost standing alone",
      formula:
        `=IF(${here("Body")}="",0,${own("Posts", "Annual cost")}+${functionsDone("In-house lump sum")}+SUM(Functions[Bought lump sum])` +
        `+IF(${share}=0,0,(${changes}-${growing})/${share})+${own("Other_costs", "Fixed")}` +
        `+${here("Practices")}*(${own("Other_costs", "Per practice")})+[@[Cost that grows with patients]])`,
      format: MONEY,
      note: "What it would pay a year as a statutory body with all its posts to itself.",
    },
    {
      name: STANDING_ALONE,
      formula: standingAloneAllowance(plan, level),
      format: MONEY,
      note: "What the rule in force would give it as a statutory body of its own.",
    },
    {
      name: "Saving from sharing",
      formula: `=IF(${here("Body")}="",0,[@[Running cost standing alone]]-[@[Running cost]])`,
      format: MONEY,
      note: "What sharing posts or being part of a larger body saves it a year in running cost.",
    },
    {
      name: "Gain against standing alone",
      formula: `=[@[Saving from sharing]]+[@[${ALLOWANCE}]]-[@[${STANDING_ALONE}]]`,
      format: MONEY,
      note: "Its balance less the balance it would have standing alone, allowance and cost together.",
    },
    ...TRANSITION_YEARS.map((year) => ({
      name: `Transition cost, year ${year}`,
      formula:
        `=IF(OR(${here("Body")}="",${here("Start date")}=""),0,IF(YEAR(EDATE(${here("Start date")},-3))=First_year+${year - 1},` +
        `One_off_cost_of_body*${share}+Dual_running_per_head*${people},0))`,
      format: MONEY,
      note: `One-off cost and double running if it starts in ${year === 1 ? "the financial year that begins in April of First_year" : `year ${year} from First_year`}.`,
    })),
    {
      name: "Delegation clear",
      formula: `=IF(${here("Kind")}<>"Delegated group","",AND(${here("Part of body")}<>"",OR(${here("Budget use delegated")}="Yes",${here("Contracts delegated")}="Yes",${here("Service changes delegated")}="Yes")))`,
      note: "Whether a delegated group names its body and what is delegated to it.",
      rule: {
        outcome: "warn",
        sentence: "A delegated group that does not name its body, or to which nothing is delegated.",
      },
    },
  ];
}

/** The answers stand with the simple columns they belong to; how they come about stands at the end. */
const IN_FRONT: ReadonlyMap<string, string> = new Map([
  ["Running cost", "Fixed cost"],
  ["Balance per head", BREAK_EVEN],
  ["Viable", BREAK_EVEN],
]);

export function resultColumns(
  plan: Plan,
  level: Level,
): readonly { readonly column: NewColumn; readonly before?: string }[] {
  return [
    ...[...costColumns(level), ...answerColumns(plan, level)].map((column) => {
      const before = IN_FRONT.get(column.name);
      return before === undefined ? { column } : { column, before };
    }),
  ];
}
