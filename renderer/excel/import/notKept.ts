// What an import does not take along, in words: charts, macros, colours and whatever else a workbook holds besides cells,
// formulas, tables and names. Said before anything is brought in, so that nobody throws the workbook away.
//
// What must stay true: every kind of thing the reader can find has words here; what nobody would miss (themes, printer
// settings and their like) is said last and in one line.

import type { FeatureKind, PackageFeature } from "../read/workbookContent.ts";

export interface NotKept {
  readonly kind: FeatureKind;
  /** `3 charts on Summary and Figures`. */
  readonly text: string;
  readonly count: number;
  readonly sheets: readonly string[];
  /** It shows or does something; false for what only dresses the page. */
  readonly matters: boolean;
}

/** One and many of each kind. */
const WORDS: Readonly<Record<FeatureKind, readonly [string, string]>> = {
  macros: ["a macro project", "macro projects"],
  chart: ["chart", "charts"],
  "chart-sheet": ["chart sheet", "chart sheets"],
  "pivot-table": ["pivot table", "pivot tables"],
  "pivot-cache": ["copy of data behind pivot tables", "copies of data behind pivot tables"],
  slicer: ["slicer", "slicers"],
  timeline: ["timeline", "timelines"],
  comment: ["note", "notes"],
  "threaded-comment": ["comment", "comments"],
  "external-link": ["link to another workbook", "links to other workbooks"],
  "data-connection": ["data connection", "data connections"],
  query: ["query", "queries"],
  "data-model": ["data model", "data models"],
  "conditional-format": ["conditional format", "conditional formats"],
  validation: ["data validation rule", "data validation rules"],
  scenario: ["what-if scenario", "what-if scenarios"],
  "what-if-table": ["what-if data table", "what-if data tables"],
  image: ["picture", "pictures"],
  drawing: ["drawing", "drawings"],
  shape: ["text box or shape", "text boxes and shapes"],
  control: ["form control", "form controls"],
  "embedded-object": ["embedded object", "embedded objects"],
  sparkline: ["sparkline", "sparklines"],
  hyperlink: ["link in a cell", "links in cells"],
  "dynamic-array": ["formula that spills into several cells", "formulas that spill into several cells"],
  "rich-value": ["linked data type", "linked data types"],
  "dialog-sheet": ["dialog sheet", "dialog sheets"],
  "macro-sheet": ["macro sheet", "macro sheets"],
  signature: ["digital signature", "digital signatures"],
  "web-extension": ["add-in", "add-ins"],
  ribbon: ["ribbon customisation", "ribbon customisations"],
  "sheet-protection": ["sheet protection", "sheet protections"],
  "workbook-protection": ["workbook protection", "workbook protections"],
  "revision-history": ["history of changes", "histories of changes"],
  "shared-workbook": ["sharing setting", "sharing settings"],
  "merged-cells": ["merged range", "merged ranges"],
  "rich-text": ["cell with formatted words", "cells with formatted words"],
  "auto-filter": ["filter", "filters"],
  outline: ["outlined row", "outlined rows"],
  "frozen-panes": ["frozen pane", "frozen panes"],
  "cell-style": ["cell with a format of its own", "cells with formats of their own"],
  theme: ["theme", "themes"],
  "print-settings": ["page set-up", "page set-ups"],
  "header-footer": ["header or footer", "headers and footers"],
  "page-breaks": ["page break", "page breaks"],
  "custom-view": ["custom view", "custom views"],
  "custom-xml": ["custom data part", "custom data parts"],
  "xml-map": ["XML map", "XML maps"],
  "custom-properties": ["set of document properties", "sets of document properties"],
  "other-part": ["part that Catchment does not know", "parts that Catchment does not know"],
};

const KINDS = Object.keys(WORDS) as readonly FeatureKind[];
/** From here on the list only dresses the page. */
const FIRST_OF_LOOKS = KINDS.indexOf("merged-cells");

/** What a workbook holds that stays behind, by kind, what matters most first. */
export function notKeptInWords(features: readonly PackageFeature[]): readonly NotKept[] {
  return KINDS.flatMap((kind, at): NotKept[] => {
    const own = features.filter((each) => each.kind === kind);
    const count = own.reduce((sum, each) => sum + each.count, 0);
    if (count === 0) return [];
    const sheets = [...new Set(own.flatMap(({ sheet }) => sheet ?? []))];
    const [one, many] = WORDS[kind];
    const what = count === 1 ? (one.startsWith("a ") ? one : `1 ${one}`) : `${grouped(count)} ${many}`;
    const where = sheets.length === 0 ? "" : ` on ${listed(sheets)}`;
    return [{ kind, text: `${what}${where}`, count, sheets, matters: at < FIRST_OF_LOOKS }];
  });
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

function listed(sheets: readonly string[]): string {
  if (sheets.length > 3) return `${sheets.length} sheets`;
  const last = sheets.at(-1) ?? "";
  return sheets.length < 2 ? last : `${sheets.slice(0, -1).join(", ")} and ${last}`;
}
