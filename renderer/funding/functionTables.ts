// The work of a commissioner, who does it, what providers ask for it, and what else a body pays, with the rows a fresh running-cost
// model starts from.
//
// What must stay true: a function is paid for once: by a post, by a cost of its own, by a price of one provider, or by the higher
// body; anything else is a failing rule with the reason in words. No price or cost is shipped, because none was found published.

import type { NewColumn } from "../plan/commands/parts.ts";
import type { Level } from "../plan/plan.ts";
import { withArticle } from "./article.ts";
import {
  amount,
  bodyKnown,
  DOERS,
  EVERY_BODY,
  groupExists,
  MONEY_INPUT,
  NO_FIGURE,
  ofGroup,
  type RunningCostTable,
  text,
  YES_NO,
} from "./supportingTableParts.ts";

function functionRow(name: string, post: string | null, statutory: "Yes" | "No", note: string) {
  return {
    Function: name,
    "Done by": "In-house",
    Provider: null,
    "Done by post": post,
    "In-house lump sum": null,
    "In-house per head": null,
    Statutory: statutory,
    Source: note,
  };
}

const IN_POST = `${NO_FIGURE} Done by the post named, whose cost is in Posts.`;
const BASE = "Rest of the corporate base: chair, GP members, operations, lay members, office";
const LEADS = "Clinical leadership and practice engagement";

/** The price and the mistakes of work that is bought: of one provider for one function, or for every function. */
function priceOf(column: string, provider: string): string {
  const own = `SUMIFS(Providers[${column}],Providers[Provider],${provider},Providers[Function],[@Function])`;
  const general = `SUMIFS(Providers[${column}],Providers[Provider],${provider},Providers[Function],"Every function")`;
  return `IF(COUNTIFS(Providers[Provider],${provider},Providers[Function],[@Function])>0,${own},${general})`;
}

/** Exactly one price: of this provider for the function, or else for every function. */
const ONE_PRICE =
  "IF(COUNTIFS(Providers[Provider],[@Provider],Providers[Function],[@Function])=0," +
  'COUNTIFS(Providers[Provider],[@Provider],Providers[Function],"Every function"),' +
  "COUNTIFS(Providers[Provider],[@Provider],Providers[Function],[@Function]))=1";

/** In words what is wrong with who does and pays for a function; "" when nothing is. */
const WHY_PAID =
  '=IF([@[Done by]]="","Nobody does it",' +
  'IF([@[Done by]]="In-house",IF(OR([@[In-house lump sum]]<>0,[@[In-house per head]]<>0),' +
  'IF([@[Done by post]]="","","Paid twice: by the post and by its own cost"),' +
  'IF([@[Done by post]]="","Nobody pays: no cost and no post",IF(COUNTIFS(Posts[Post],[@[Done by post]])=0,"Nobody pays: there is no such post",""))),' +
  'IF([@[Done by]]="Commissioning support",IF([@Provider]="","Nobody does it: no provider is named",' +
  `IF(NOT(${ONE_PRICE}),"The provider has no price for it, or several",IF([@[Done by post]]="","","Paid twice: by the post and to the provider"))),` +
  'IF([@[Done by]]="Higher body",IF([@[Done by post]]="","","Paid twice: by the post and by the higher body"),"Nobody does it: unknown way"))))';

export const FUNCTIONS: RunningCostTable = {
  name: "Functions",
  title: "Functions",
  note: "The work of a commissioner, who does it and who pays for it: in-house, bought from a provider, or by the higher body.",
  columns: () => [
    text("Function", "What is to be done."),
    text(
      "Done by",
      "Who does it for every group that has no row of its own in Function arrangements.",
      DOERS,
    ),
    text("Provider", "Name of the provider, where it is bought."),
    text(
      "Done by post",
      "The post whose time it takes, where it is done in-house without a cost of its own.",
    ),
    amount("In-house lump sum", "£ a year of a body that does it in-house, beside its posts."),
    amount("In-house per head", "£ per registered patient of a body that does it in-house.", "£#,##0.00"),
    text("Statutory", "Whether the law gives it to the body.", YES_NO),
    text("Source", "Where the figures come from."),
    {
      name: "Bought lump sum",
      formula: `=IF([@[Done by]]="Commissioning support",${priceOf("Lump sum per body", "[@Provider]")},0)`,
      format: MONEY_INPUT,
      note: "£ a year per body, where it is bought.",
    },
    {
      name: "Bought per head",
      formula: `=IF([@[Done by]]="Commissioning support",${priceOf("Price per head", "[@Provider]")},0)`,
      format: "£#,##0.00",
      note: "£ per registered patient, where it is bought.",
    },
    { name: "What is wrong", formula: WHY_PAID, note: "Why it is not paid for once; blank when it is." },
    {
      name: "Paid for once",
      formula: '=AND([@[What is wrong]]="",COUNTIFS([Function],[@Function])=1)',
      note: "Whether somebody does it and it is paid for once.",
      rule: { outcome: "fail", sentence: "The same work is paid for twice, or nobody does or pays for it." },
    },
  ],
  rows: [
    functionRow(
      "Constitution, governing body and committees",
      BASE,
      "Yes",
      `National Health Service Act 2006, section 14L. ${IN_POST}`,
    ),
    functionRow(
      "Acting effectively, efficiently and economically",
      BASE,
      "Yes",
      `National Health Service Act 2006, section 14Q. ${IN_POST}`,
    ),
    functionRow("Commissioning services and contracts", LEADS, "Yes", IN_POST),
    functionRow(
      "Quality and safeguarding",
      "Nurse and secondary care doctor on the governing body",
      "Yes",
      IN_POST,
    ),
    functionRow("Finance, accounts and external audit", "Chief finance officer", "Yes", IN_POST),
    functionRow("Commissioning plan and annual report", "Accountable officer", "Yes", IN_POST),
    functionRow("Patient and public involvement", BASE, "Yes", IN_POST),
    functionRow("Equality, freedom of information and complaints", BASE, "Yes", IN_POST),
    functionRow("Emergency planning", BASE, "Yes", IN_POST),
  ],
};

/** What the function of the row costs by default, or as arranged here, for one group. */
function arranged(level: Level): readonly NewColumn[] {
  const share = ofGroup(level, "Body share");
  const people = ofGroup(level, "Funded patients");
  const ofFunction = (column: string) => `SUMIFS(Functions[${column}],Functions[Function],[@Function])`;
  const inHouseByDefault = 'COUNTIFS(Functions[Function],[@Function],Functions[Done by],"In-house")';
  const inHouse = `(${share}*${ofFunction("In-house lump sum")}+${people}*${ofFunction("In-house per head")})`;
  const boughtByDefault = `(${share}*${ofFunction("Bought lump sum")}+${people}*${ofFunction("Bought per head")})`;
  const boughtHere = `${share}*${priceOf("Lump sum per body", "[@Provider]")}+${people}*${priceOf("Price per head", "[@Provider]")}`;
  const perHead = (column: string) => `IF(${people}=0,0,${people}*${column})`;
  return [
    {
      name: "In-house change",
      formula: `=${inHouse}*(([@[Done by]]="In-house")-(${inHouseByDefault}>0))`,
      format: "£#,##0;[Red]-£#,##0",
      note: "£ a year that the group pays in-house more than by default.",
    },
    {
      name: "Bought change",
      formula: `=IF([@[Done by]]="Commissioning support",${boughtHere},0)-${boughtByDefault}`,
      format: "£#,##0;[Red]-£#,##0",
      note: "£ a year that the group pays to providers more than by default.",
    },
    {
      name: "Change that grows with patients",
      formula:
        `=${perHead(ofFunction("In-house per head"))}*(([@[Done by]]="In-house")-(${inHouseByDefault}>0))` +
        `+IF([@[Done by]]="Commissioning support",${people}*${priceOf("Price per head", "[@Provider]")},0)-${people}*${ofFunction("Bought per head")}`,
      format: "£#,##0;[Red]-£#,##0",
      note: "The part of both changes that is per head.",
    },
  ];
}

export const FUNCTION_ARRANGEMENTS: RunningCostTable = {
  name: "Function_arrangements",
  title: "Function arrangements",
  note: "Groups that have a function done otherwise than Functions says. One row for a function and a group.",
  columns: (level) => [
    text("Function", "As in Functions."),
    text("Group", `Name of ${withArticle(level.name)}.`),
    text("Done by", "Who does it for this group.", DOERS),
    text("Provider", "Name of the provider, where it is bought."),
    text("Reason", "Why it is done otherwise here."),
    ...arranged(level),
    {
      name: "Paid for once",
      formula:
        `=IF(${groupExists(level)},AND(COUNTIFS(Functions[Function],[@Function])=1,COUNTIFS([Function],[@Function],[Group],[@Group])=1,` +
        `IF([@[Done by]]="Commissioning support",AND([@Provider]<>"",${ONE_PRICE},COUNTIFS(Functions[Function],[@Function],Functions[Done by post],"?*")=0),` +
        'IF([@[Done by]]="Higher body",COUNTIFS(Functions[Function],[@Function],Functions[Done by post],"?*")=0,' +
        'IF([@[Done by]]="In-house",SUMIFS(Functions[In-house lump sum],Functions[Function],[@Function])+SUMIFS(Functions[In-house per head],Functions[Function],[@Function])' +
        '+COUNTIFS(Functions[Function],[@Function],Functions[Done by post],"?*")>0,FALSE)))),"")',
      note: "Whether somebody does it for this group and it is paid for once.",
      rule: {
        outcome: "fail",
        sentence: "For this group the same work is paid for twice, or nobody does or pays for it.",
      },
    },
  ],
  rows: [],
};

export const PROVIDERS: RunningCostTable = {
  name: "Providers",
  title: "Providers",
  note: "Who sells commissioning support, for which function, and at what price. Every function: a price for each without its own.",
  columns: () => [
    text("Provider", "Name."),
    text("Function", "As in Functions, or Every function."),
    text("In the area", "Whether the provider is in the area.", YES_NO),
    amount("Price per head", "£ per registered patient a year.", "£#,##0.00"),
    amount("Lump sum per body", "£ a year for each body that buys."),
    text("Source", "Where the price comes from."),
  ],
  rows: [],
};

export const OTHER_COSTS: RunningCostTable = {
  name: "Other_costs",
  title: "Other costs",
  note: "What a body pays beside posts and functions. Every body: each statutory body pays it; else the one group named.",
  columns: (level) => [
    text("Cost", "What it is for."),
    text("Body", `${EVERY_BODY}, or the name of the one ${level.name} that pays it.`),
    amount("Fixed", "£ a year."),
    amount("Per head", "£ per registered patient a year.", "£#,##0.00"),
    amount("Per practice", "£ per practice a year."),
    text("Source", "Where the figure comes from."),
    bodyKnown(level, "cost"),
  ],
  rows: [
    {
      Cost: "External audit",
      Body: EVERY_BODY,
      Fixed: null,
      "Per head": null,
      "Per practice": null,
      Source: NO_FIGURE,
    },
    {
      Cost: "Premises and office",
      Body: EVERY_BODY,
      Fixed: null,
      "Per head": null,
      "Per practice": null,
      Source: NO_FIGURE,
    },
  ],
};
