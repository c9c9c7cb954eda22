// What the parts of a workbook are, in the words people use for them. By path, as Excel and the other programs name
// parts; one that follows none of the usual names is called by its file name.
//
// Source: ECMA-376 Part 1, 12.3; [MS-XLSX] 2.1 (parts that Excel added later).

export interface PartWords {
  readonly one: string;
  readonly many: string;
}

const words = (one: string, many = `${one}s`): PartWords => ({ one, many });

/** The first that fits counts. Paths are without a leading slash, in lower case, with forward slashes. */
const KINDS: readonly (readonly [RegExp, PartWords])[] = [
  [/^\[content_types\]\.xml$/, words("list of part types", "lists of part types")],
  [/\.rels$/, words("list of links between parts", "lists of links between parts")],
  [/^_xmlsignatures\//, words("digital signature")],
  [/(^|\/)xl\/workbook\d*\.xml$/, words("workbook settings", "workbook settings")],
  [/\/vbaproject\.bin$/, words("macro project (VBA)", "macro projects (VBA)")],
  [/\/vbaprojectsignature.*\.bin$/, words("signature of the macros", "signatures of the macros")],
  [/\/calcchain\.xml$/, words("order of calculation", "orders of calculation")],
  [/\/sharedstrings\.xml$/, words("list of shared texts", "lists of shared texts")],
  [/\/styles\.xml$/, words("styles and number formats", "styles and number formats")],
  [/\/theme\//, words("theme")],
  [/\/threadedcomments\//, words("thread of comments", "threads of comments")],
  [/\/persons\//, words("list of commenters", "lists of commenters")],
  [/\/comments\d*\.xml$|\/comments\//, words("set of comments", "sets of comments")],
  [/\/worksheets\/(?!.*binaryindex)/, words("sheet")],
  [/\/chartsheets\//, words("chart sheet")],
  [/\/(dialogsheets|macrosheets)\//, words("dialog or macro sheet")],
  [/\/charts\/(style|colors)/, words("style of a chart", "styles of charts")],
  [/\/charts\/|\/chartex/, words("chart")],
  [
    /\/drawings\/.*\.vml$|vmldrawing/,
    words("set of comment boxes or controls", "sets of comment boxes or controls"),
  ],
  [/\/drawings\/|\/diagrams\//, words("drawing")],
  [/\/media\//, words("picture")],
  [/\/pivottables\//, words("pivot table")],
  [/\/pivotcache\//, words("pivot table's data", "pivot tables' data")],
  [
    /\/(slicers|slicercaches|timelines|timelinecaches)\//,
    words("slicer or timeline", "slicers or timelines"),
  ],
  [/\/tables\/tablesinglecells/, words("map of single cells", "maps of single cells")],
  [/\/tables\//, words("table")],
  [/\/querytables\/|\/connections\.xml$/, words("link to a data source", "links to data sources")],
  [/\/externallinks\//, words("link to another workbook", "links to other workbooks")],
  [/\/embeddings\//, words("embedded document")],
  [/\/(ctrlprops|activex)\//, words("control")],
  [/\/printersettings\//, words("printer setting")],
  [/\/(metadata\.xml$|richdata\/)/, words("list of rich values", "lists of rich values")],
  [/\/model\//, words("data model")],
  [/\/(revisions|usernames)/, words("record of tracked changes", "records of tracked changes")],
  [/^customxml\/|\/customproperty/, words("custom data part")],
  [/^(customui|userCustomization)/i, words("ribbon extension")],
  [/webextension|taskpanes/, words("web extension")],
  [/^docprops\//, words("document property part")],
];

/** The words for a part's kind. */
export function partWords(path: string): PartWords {
  const plain = path.replaceAll("\\", "/").replace(/^\//, "").toLowerCase();
  const found = KINDS.find(([pattern]) => pattern.test(plain));
  if (found !== undefined) return found[1];
  const name = plain.slice(plain.lastIndexOf("/") + 1);
  return words(`other part (${name})`, `other parts (${name})`);
}
