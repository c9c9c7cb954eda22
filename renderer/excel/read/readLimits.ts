// How much a file may ask of the machine before it is refused. Every reader checks these; each has its reason.
// The largest genuine NHS file of this kind (practice by age and sex) has about 1.5 million cells in 15 MB.

/** A bigger file is not a practice list, and reading it would need several times its size in memory. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;

/** Parts in a workbook package: one per sheet, drawing, chart; the fullest real ones have under a thousand. */
export const MAX_PACKAGE_ENTRIES = 5_000;

/** One inflated part. A sheet of a million full cells is about 60 MB of XML. */
export const MAX_PART_BYTES = 200 * 1024 * 1024;

/** All parts inflated, counted before any of them is. */
export const MAX_PACKAGE_BYTES = 400 * 1024 * 1024;

/** Inflated to packed size of one part. Repetitive sheets reach about 100; bombs 1,000 and more. */
export const MAX_INFLATE_RATIO = 250;

/** Parts smaller than this cannot hurt whatever their ratio is. */
export const RATIO_FREE_BYTES = 4 * 1024 * 1024;

/** Excel's own sheet size: a file that has more would not open in Excel either. */
export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 16_384;

/** Cells over all sheets: about 500 MB of memory at worst. */
export const MAX_CELLS = 6_000_000;

/** Longest text Excel allows in one cell. */
export const MAX_CELL_CHARACTERS = 32_767;

/** A text file whose first line is longer than this is not a table: Excel's columns at their usual widths. */
export const MAX_FIRST_LINE_CHARACTERS = 1_000_000;
