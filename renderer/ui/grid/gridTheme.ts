// AG Grid's own theme in our colours and sizes. Colours are the palette's custom properties; sizes are in rem, so
// that the table follows the text size.

import { type Theme, themeQuartz } from "ag-grid-community";

export const gridTheme: Theme = themeQuartz.withParams({
  accentColor: "var(--brand)",
  backgroundColor: "var(--card)",
  foregroundColor: "var(--text)",
  textColor: "var(--text)",
  borderColor: "var(--line)",
  browserColorScheme: "light",
  headerBackgroundColor: "var(--page)",
  headerTextColor: "var(--text)",
  headerFontWeight: 600,
  headerFontSize: "0.875rem",
  headerHeight: "3.25rem",
  headerColumnResizeHandleColor: "var(--line-strong)",
  rowHoverColor: "var(--hover)",
  selectedRowBackgroundColor: "var(--selected)",
  oddRowBackgroundColor: "var(--card)",
  rowHeight: "2rem",
  fontFamily: "inherit",
  fontSize: "0.9375rem",
  cellHorizontalPadding: "0.625rem",
  columnBorder: true,
  wrapperBorder: false,
  wrapperBorderRadius: "0",
  borderRadius: "0.25rem",
  iconSize: "1rem",
  checkboxBorderRadius: "0.125rem",
  checkboxUncheckedBorderColor: "var(--control-line)",
  checkboxCheckedBackgroundColor: "var(--brand)",
  inputBorder: "1px solid var(--control-line)",
  focusShadow: "inset 0 0 0 0.125rem var(--focus-text), 0 0 0 0.1875rem var(--focus)",
  rangeSelectionBorderColor: "var(--focus-text)",
  rangeSelectionBorderStyle: "solid",
  invalidColor: "var(--danger)",
});

/** The page's one-time mark that lets the grid's style elements through the content security policy. */
export function nonceOption(): { readonly styleNonce?: string } {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
  return nonce === "" ? {} : { styleNonce: nonce };
}
