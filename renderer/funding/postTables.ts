// The posts of a body and the posts that several groups share, with the rows a fresh running-cost model starts from.
//
// What must stay true: the starting posts add up to the ready reckoner's £1,946,000 (corporate base costs £1.5 million, clinical
// leadership £446,000); a post without a published cost is blank and says so. Sources: ready reckoner as reported by HSJ (5034619,
// 5034705; September 2011); officers' guidance pay as reported by Pulse (2015); on-cost factor 1.285, from the maximum for a GP in
// a network 2025/26 (£105,882 with and £82,418 before on-costs).

import { withArticle } from "./article.ts";
import {
  amount,
  bodyKnown,
  EVERY_BODY,
  groupExists,
  groupFigure,
  MONEY_INPUT,
  NO_FIGURE,
  ofGroup,
  type RunningCostTable,
  text,
  YES_NO,
} from "./supportingTableParts.ts";

const RECKONER = "Department of Health ready reckoner, as reported by HSJ, September 2011";

export const POSTS: RunningCostTable = {
  name: "Posts",
  title: "Posts",
  note: "Who works for a body and what that costs a year. Every body: each statutory body has the post; else the one group named.",
  columns: (level) => [
    text("Post", "Title of the post, or of several that are costed together."),
    text("Body", `${EVERY_BODY}, or the name of the one ${level.name} that has it.`),
    amount("Whole-time equivalent", "1 is one full-time post.", "0.00"),
    amount("Cost per WTE", "£ a year before on-costs. Blank counts as nothing."),
    amount(
      "On-cost rate",
      "Employer's National Insurance and pension as a share of pay; 0 where they are included.",
      "0.0%",
    ),
    text("Statutory", "Whether the law asks a body to have it.", YES_NO),
    text("Shareable", "Whether bodies that share leadership have it once between them.", YES_NO),
    text("Responsible for", "What the post does."),
    text("Source", "Where the figure comes from."),
    {
      name: "Annual cost",
      formula: "=[@[Whole-time equivalent]]*[@[Cost per WTE]]*(1+[@[On-cost rate]])",
      format: MONEY_INPUT,
      note: "£ a year with on-costs.",
    },
    {
      name: "Cost known",
      formula: '=IF([@[Whole-time equivalent]]=0,"",[@[Cost per WTE]]<>"")',
      note: "Whether a cost was given.",
      rule: { outcome: "warn", sentence: "The post has no cost, so it counts as nothing." },
    },
    bodyKnown(level, "post"),
  ],
  rows: [
    {
      Post: "Accountable officer",
      Body: EVERY_BODY,
      "Whole-time equivalent": 1,
      "Cost per WTE": 130_000,
      "On-cost rate": 0.285,
      Statutory: "Yes",
      Shareable: "Yes",
      "Responsible for": "The body's duties and its money",
      Source:
        "Guidance pay of a chief officer £130,000 (actual mean 2013/14: £122,009), as reported by Pulse, 2015; on-costs 28.5 %, from the network contract's maximum for a GP 2025/26.",
    },
    {
      Post: "Chief finance officer",
      Body: EVERY_BODY,
      "Whole-time equivalent": 1,
      "Cost per WTE": 120_000,
      "On-cost rate": 0.285,
      Statutory: "Yes",
      Shareable: "Yes",
      "Responsible for": "Budgets, accounts and running-cost limit",
      Source:
        "Guidance pay of a chief finance officer £120,000 (actual mean 2013/14: £101,627), as reported by Pulse, 2015; on-costs 28.5 %, from the network contract's maximum for a GP 2025/26.",
    },
    {
      Post: "Nurse and secondary care doctor on the governing body",
      Body: EVERY_BODY,
      "Whole-time equivalent": 1,
      "Cost per WTE": 111_000,
      "On-cost rate": 0,
      Statutory: "Yes",
      Shareable: "No",
      "Responsible for": "Clinical voice from outside general practice",
      Source: `${RECKONER}: £111,000 for both, on-costs included.`,
    },
    {
      Post: "Rest of the corporate base: chair, GP members, operations, lay members, office",
      Body: EVERY_BODY,
      "Whole-time equivalent": 1,
      "Cost per WTE": 1_067_750,
      "On-cost rate": 0,
      Statutory: "Yes",
      Shareable: "Yes",
      "Responsible for": "Governing body, committees and running the organisation",
      Source: `Calculated: corporate base costs of £1,500,000 (${RECKONER}) less the three rows above.`,
    },
    {
      Post: "Clinical leadership and practice engagement",
      Body: EVERY_BODY,
      "Whole-time equivalent": 1,
      "Cost per WTE": 446_000,
      "On-cost rate": 0,
      Statutory: "No",
      Shareable: "No",
      "Responsible for": "Clinical leads, and practices' part in commissioning",
      Source: `${RECKONER}: £446,000 for a typical body of 175,000 patients and 24 practices.`,
    },
    {
      Post: "Lay member for audit",
      Body: EVERY_BODY,
      "Whole-time equivalent": 0,
      "Cost per WTE": null,
      "On-cost rate": null,
      Statutory: "Yes",
      Shareable: "Yes",
      "Responsible for": "Audit committee",
      Source: `${NO_FIGURE} Counted in the rest of the corporate base; take it out there when you cost it here.`,
    },
    {
      Post: "Lay member for patient and public involvement",
      Body: EVERY_BODY,
      "Whole-time equivalent": 0,
      "Cost per WTE": null,
      "On-cost rate": null,
      Statutory: "Yes",
      Shareable: "Yes",
      "Responsible for": "Involving patients and the public",
      Source: `${NO_FIGURE} Counted in the rest of the corporate base; take it out there when you cost it here.`,
    },
  ],
};

/** Annual cost of the row's post in the rows of Posts that meet the criteria. */
function cost(criteria: string): string {
  return `SUMIFS(Posts[Annual cost],Posts[Post],[@Post],${criteria})`;
}

export const SHARED_POSTS: RunningCostTable = {
  name: "Shared_posts",
  title: "Shared posts",
  note: "Posts that several groups share in shares of their own, in place of what each would pay otherwise. One row a group.",
  columns: (level) => [
    text("Post", "As in Posts."),
    text("Group", `Name of ${withArticle(level.name)}.`),
    amount("Share", "The group's part of the post's cost.", "0.0%"),
    text("Responsible for", "What the post does for this group."),
    {
      name: "Shared by",
      formula: `=IF(${groupExists(level)},IF(${groupFigure(level, "Shares leadership with")}="","no cluster",${groupFigure(level, "Shares leadership with")}),"not in this option")`,
      note: "The leadership cluster of the group; the shares of a post add up within it.",
    },
    {
      name: "Pays",
      formula: `=IF(${groupExists(level)},[@Share]*SUMIFS(Posts[Annual cost],Posts[Post],[@Post]),0)`,
      format: MONEY_INPUT,
      note: "£ a year: its share of the post.",
    },
    {
      name: "Body of the group",
      formula: `=IFERROR(${groupFigure(level, "Body")},"")`,
      note: "The statutory body that the group is or is part of.",
    },
    {
      name: "Paid otherwise",
      formula:
        `=${ofGroup(level, "Body share")}*(${cost('Posts[Body],"Every body",Posts[Shareable],"<>Yes"')}` +
        `+${cost('Posts[Body],"Every body",Posts[Shareable],"Yes"')}*${ofGroup(level, "Leadership share")}` +
        `+IF([@[Body of the group]]="",0,${cost("Posts[Body],[@[Body of the group]]")}))` +
        `+IF([@[Body of the group]]=[@Group],0,${cost("Posts[Body],[@Group]")})`,
      format: MONEY_INPUT,
      note: "£ a year that the group would pay for the post without this row.",
    },
    {
      name: "Shares add up",
      formula:
        '=IF([@[Shared by]]="not in this option","",ABS(SUMIFS([Share],[Post],[@Post],[Shared by],[@[Shared by]])-1)<0.000001)',
      note: "Whether the shares of the post come to 100 % within its cluster.",
      rule: { outcome: "fail", sentence: "The shares of this post do not add up to 100 %." },
    },
    {
      name: "Post and group once",
      formula: "=AND(COUNTIFS(Posts[Post],[@Post])=1,COUNTIFS([Post],[@Post],[Group],[@Group])=1)",
      note: "Whether the post is one row of Posts and the group stands here once for it.",
      rule: {
        outcome: "fail",
        sentence: "The post is not one row of Posts, or the group stands here twice for it.",
      },
    },
  ],
  rows: [],
};
