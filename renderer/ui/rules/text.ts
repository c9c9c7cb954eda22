// Words of the rules: the tab, the chips, and what makes a formula column a rule.

import type { Standing } from "../../plan/rules.ts";
import { counted } from "../text.ts";

export const rulesText = {
  title: "Rules",
  intro:
    "Each rule is a formula column that judges its rows: TRUE passes, FALSE does not, a blank does not apply.",
  none: "This plan has no rules yet.",
  noneHelp:
    "Any formula column can be a rule: stand on it, open Columns, choose Name, format and note, and tick that it is a rule.",
  caption: "How each option stands by each rule",
  rule: "Rule",
  all: "All rules",
  words: { pass: "Pass", warn: "Warning", fail: "Fail" } satisfies Record<Standing, string>,
  /** Said with the chip of an option. */
  optionStanding: (standing: Standing, failing: number, warning: number) => {
    if (standing === "pass") return "All rules pass";
    const parts = [
      failing === 0 ? "" : `${counted(failing, "rule")} ${failing === 1 ? "fails" : "fail"}`,
      warning === 0 ? "" : `${counted(warning, "rule")} ${warning === 1 ? "warns" : "warn"}`,
    ];
    return parts.filter((part) => part !== "").join(", ");
  },
  counts: (not: number, judged: number, errors: number) => {
    const main =
      judged === 0
        ? "applies to no row"
        : not === 0
          ? `all ${judged.toLocaleString("en-GB")}`
          : `${not.toLocaleString("en-GB")} of ${judged.toLocaleString("en-GB")} do not pass`;
    return errors === 0 ? main : `${main}; ${counted(errors, "row")} cannot be judged`;
  },
  detailsOf: (option: string) => `What does not pass in ${option}`,
  option: "Option",
  allPass: (option: string) => `Everything passes in ${option}.`,
  failing: "Do not pass:",
  inError: "Cannot be judged:",
  more: (count: number) => `and ${count.toLocaleString("en-GB")} more`,
  goTo: (row: string, column: string) => `Go to ${column} of ${row}`,
  edit: "Edit rule",
  editOf: (column: string) => `Edit rule ${column}`,
  allowance: "Allowance rule",
  addReady: "Add a ready rule",
  isRule: "This column is a rule",
  isRuleHint:
    "Its formula gives TRUE for a row that passes, FALSE for one that does not, and nothing where it does not apply.",
  outcome: "When a row does not pass",
  outcomes: { fail: "The option fails", warn: "The option gets a warning" },
  sentence: "What is said of the row",
  sentenceHint: "For example: Fewer than 100,000 patients.",
  status: (fails: number, warns: number) => {
    const parts = [
      fails === 0 ? "" : `${counted(fails, "rule")} ${fails === 1 ? "fails" : "fail"}`,
      warns === 0 ? "" : `${counted(warns, "warning")}`,
    ];
    return parts.filter((part) => part !== "").join(", ");
  },
} as const;
