// Walks the tags of an XML text from left to right and says where each stands. No tree is built: parts are changed
// by cutting their text, and a sheet may have millions of tags.
//
// What must stay true: comments, CDATA and processing instructions are stepped over, so a tag inside one is never
// taken for a tag; ">" inside an attribute does not end its tag; a tag that is cut short is Malformed, never guessed at.
// Source: XML 1.0, 2.4 to 2.7 and 3.1.

/** The text is not XML. Caught where a part is opened, and told as a damaged package. */
export class Malformed extends Error {}

export interface Tag {
  readonly kind: "open" | "close" | "empty";
  /** With its prefix, as written. */
  readonly name: string;
  readonly start: number;
  /** After the ">". */
  readonly end: number;
}

export interface Attribute {
  /** With its prefix. */
  readonly name: string;
  /** From the white space before the name to after the closing quote. */
  readonly start: number;
  readonly end: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

const NAME_END = /[\s/>]/g;

/** The next tag at or after a place, or null when there is none before `limit`. */
export function nextTag(text: string, from: number, limit = text.length): Tag | null {
  let at = text.indexOf("<", from);
  while (at >= 0 && at < limit) {
    const next = text.charCodeAt(at + 1);
    if (next !== 0x21 && next !== 0x3f) return tagAt(text, at);
    at = text.indexOf("<", afterSpecial(text, at));
  }
  return null;
}

function afterSpecial(text: string, at: number): number {
  const close = text.startsWith("<!--", at)
    ? "-->"
    : text.startsWith("<![CDATA[", at)
      ? "]]>"
      : text[at + 1] === "?"
        ? "?>"
        : null;
  const end = close === null ? -1 : text.indexOf(close, at + 2);
  if (close === null || end < 0) throw new Malformed();
  return end + close.length;
}

function tagAt(text: string, start: number): Tag {
  const end = tagEnd(text, start);
  const isClose = text.charCodeAt(start + 1) === 0x2f;
  const nameStart = isClose ? start + 2 : start + 1;
  NAME_END.lastIndex = nameStart;
  const nameEnd = NAME_END.exec(text)?.index ?? end;
  if (nameEnd === nameStart || nameEnd >= end) throw new Malformed();
  const isEmpty = !isClose && text.charCodeAt(end - 2) === 0x2f;
  return {
    kind: isClose ? "close" : isEmpty ? "empty" : "open",
    name: text.slice(nameStart, nameEnd),
    start,
    end,
  };
}

/** After the ">" that ends the tag; quoted ones do not. */
function tagEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x3e) return at + 1;
    if (code === 0x3c) throw new Malformed();
    if (code === 0x22 || code === 0x27) {
      const close = text.indexOf(code === 0x22 ? '"' : "'", at + 1);
      // A "<" cannot stand in a value (XML 1.0, 2.3): a quote is missing, and tags would be taken for text.
      if (close < 0 || text.slice(at, close).includes("<")) throw new Malformed();
      at = close;
    }
  }
  throw new Malformed();
}

const ATTRIBUTE = /\s+([^\s=/>"'<]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The attributes of a tag in their order. */
export function attributesOf(text: string, tag: Tag): readonly Attribute[] {
  const found: Attribute[] = [];
  const from = tag.start + tag.name.length + 1;
  for (const match of text.slice(from, tag.end).matchAll(ATTRIBUTE)) {
    const start = from + match.index;
    const end = start + match[0].length;
    const length = (match[2] ?? match[3] ?? "").length;
    found.push({ name: match[1] ?? "", start, end, valueStart: end - 1 - length, valueEnd: end - 1 });
  }
  return found;
}

/** The attribute of that name, whatever its prefix (`r:id`, `d3p1:id`), or null. An unprefixed one comes first. */
export function findAttribute(text: string, tag: Tag, name: string): Attribute | null {
  const all = attributesOf(text, tag);
  return all.find((each) => each.name === name) ?? all.find((each) => each.name.endsWith(`:${name}`)) ?? null;
}

/** The raw value of an attribute, or null. */
export function attributeValue(text: string, tag: Tag, name: string): string | null {
  const found = findAttribute(text, tag, name);
  return found === null ? null : text.slice(found.valueStart, found.valueEnd);
}

/** An element: its opening tag and where it ends. `contentEnd` is where its closing tag begins. */
export interface Element {
  readonly tag: Tag;
  /** Without prefix. */
  readonly name: string;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
}

export function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** The prefix with its colon, or "". */
export function prefixOf(name: string): string {
  return name.slice(0, name.indexOf(":") + 1);
}

/** The element that a tag opens. */
export function elementAt(text: string, tag: Tag): Element {
  const name = localName(tag.name);
  if (tag.kind === "empty") return { tag, name, contentStart: tag.end, contentEnd: tag.end, end: tag.end };
  let depth = 1;
  for (let at = tag.end; ; ) {
    const next = nextTag(text, at);
    if (next === null) throw new Malformed();
    if (next.kind === "open") depth += 1;
    else if (next.kind === "close") depth -= 1;
    if (depth === 0) {
      if (next.name !== tag.name) throw new Malformed();
      return { tag, name, contentStart: tag.end, contentEnd: next.start, end: next.end };
    }
    at = next.end;
  }
}

/** The elements directly inside an element. */
export function* childrenOf(text: string, parent: Element): Generator<Element> {
  for (let at = parent.contentStart; ; ) {
    const tag = nextTag(text, at, parent.contentEnd);
    if (tag === null) return;
    if (tag.kind === "close") throw new Malformed();
    const child = elementAt(text, tag);
    yield child;
    at = child.end;
  }
}

/** The outermost element. */
export function rootOf(text: string): Element {
  const tag = nextTag(text, 0);
  if (tag === null || tag.kind === "close") throw new Malformed();
  return elementAt(text, tag);
}

const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/** Character references resolved; an unknown entity stays as it is. */
export function unescapeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (all, name: string) => {
    if (!name.startsWith("#")) return NAMED[name] ?? all;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

/** The characters of an element that holds only text: CDATA opened, references resolved, comments left out. */
export function textOf(raw: string): string {
  if (!raw.includes("<")) return unescapeXml(raw);
  return raw
    .split(/(<!\[CDATA\[[\s\S]*?\]\]>)/)
    .map((piece) =>
      piece.startsWith("<![CDATA[")
        ? piece.slice(9, -3)
        : unescapeXml(piece.replace(/<!--[\s\S]*?-->|<[^>]*>/g, "")),
    )
    .join("");
}
