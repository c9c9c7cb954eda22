// Just enough XML for a workbook's parts: elements with their attributes and text, whatever their namespace prefix.
// It stands apart from the product's reader on purpose: an oracle that shares code with what it checks proves less.

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

interface Growing {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Growing[];
  text: string;
}

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<[?!][^>]*>|<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex: string, decimal: string, name: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return ENTITIES[name] ?? whole;
    },
  );
}

/** The root element of a document. Prefixes of names are dropped, but `r:id` keeps its own (as `r:id`). */
export function parseXml(source: string): Element {
  const root: Growing = { name: "", attributes: {}, children: [], text: "" };
  const open: Growing[] = [root];
  for (const token of source.matchAll(TOKEN)) {
    const [, cdata, closing, name, attributes = "", single, text] = token;
    const top = open.at(-1) as Growing;
    if (cdata !== undefined) top.text += cdata;
    else if (text !== undefined) top.text += decodeEntities(text.replace(/\r\n?/g, "\n"));
    else if (name === undefined) continue;
    else if (closing !== "") {
      if (open.length > 1) open.pop();
    } else {
      const element: Growing = { name, attributes: {}, children: [], text: "" };
      for (const [, prefix = "", key = "", double, quoted] of attributes.matchAll(ATTRIBUTE))
        element.attributes[prefix !== "" && key === "id" ? "r:id" : key] = decodeEntities(
          double ?? quoted ?? "",
        );
      top.children.push(element);
      if (single === "") open.push(element);
    }
  }
  return root.children[0] ?? root;
}

export function childrenNamed(element: Element | undefined, name: string): Element[] {
  return element?.children.filter((each) => each.name === name) ?? [];
}

export function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((each) => each.name === name);
}

/** All elements of a name below an element, in order. */
export function descendants(element: Element, name: string): Element[] {
  return element.children.flatMap((each) =>
    each.name === name ? [each, ...descendants(each, name)] : descendants(each, name),
  );
}
