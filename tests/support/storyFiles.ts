// The two files of the story: an invented area of 180 practices in the forms that NHS England publishes, so that the
// pictures in the README show nobody's data; and the real ones of England where they are at hand.

import { readFileSync } from "node:fs";
import { type InventedPractice, listFile, mapFile } from "./makeFiles.ts";
import { sharedPath } from "./sharedData.ts";

export interface StoryFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export interface Story {
  readonly title: string;
  readonly files: readonly StoryFile[];
  /** Practices of the list file. */
  readonly practices: number;
  readonly patients: number;
  /** The practice whose list size is edited, its size, and its CCG. */
  readonly edited: { readonly code: string; readonly listSize: number; readonly ccg: string };
  /** Twelve practices are moved out of this CCG, into the other. */
  readonly from: string;
  readonly to: string;
}

const PLACES = [
  "Alder",
  "Birch",
  "Cedar",
  "Elder",
  "Fern",
  "Gorse",
  "Hazel",
  "Juniper",
  "Larch",
  "Maple",
  "Rowan",
  "Willow",
];
const CCGS = ["NHS Northbeck CCG", "NHS Southmere CCG", "NHS Westholt CCG"];
const KINDS = ["Surgery", "Medical Centre", "Health Centre", "Practice", "Group Practice"];
const STREAMS = ["bank", "field", "gate", "moor", "side", "ton", "wood"];

function inventedArea(): readonly InventedPractice[] {
  return Array.from({ length: 180 }, (_, index) => {
    const pcn = Math.floor(index / 6);
    const place = PLACES[pcn % PLACES.length] ?? "";
    return {
      code: `Y7${String(1000 + index)}`,
      name: `${PLACES[(index * 5 + 1) % PLACES.length]}${STREAMS[(index * 3) % STREAMS.length]} ${KINDS[index % KINDS.length]}`.toUpperCase(),
      list: 1_800 + ((index * 2_741) % 15_300),
      pcn:
        index % 45 === 44
          ? "Unallocated"
          : `${place.toUpperCase()} ${pcn < PLACES.length ? "VALE" : pcn < 2 * PLACES.length ? "HILL" : "SHORE"} PCN`,
      ccg: CCGS[Math.floor(pcn / 10)] ?? "",
    };
  });
}

function csvFile(name: string, text: string): StoryFile {
  return { name, mimeType: "text/csv", buffer: Buffer.from(text) };
}

export function inventedStory(): Story {
  const practices = inventedArea();
  const edited = practices[20] as InventedPractice;
  return {
    title: "an invented area",
    files: [
      csvFile("gp-reg-pat-prac-map.csv", mapFile(2022, practices)),
      csvFile("gp-reg-pat-prac-all.csv", listFile("ccg", "01JAN2021", practices)),
    ],
    practices: practices.length,
    patients: practices.reduce((sum, practice) => sum + practice.list, 0),
    edited: { code: edited.code, listSize: edited.list, ccg: edited.ccg },
    from: CCGS[0] ?? "",
    to: CCGS[1] ?? "",
  };
}

/** England in January 2021, or null where the real files are not at hand. */
export function englandStory(): Story | null {
  const list = sharedPath("data", "gp-reg-pat-prac-all-2021-01.csv");
  const map = sharedPath("data", "gp-reg-pat-prac-map-2022-01.csv");
  if (list === null || map === null) return null;
  const listText = readFileSync(list, "utf8");
  const code = "A81002";
  const line = listText.split(/\r?\n/).find((each) => each.includes(`,${code},`)) ?? "";
  return {
    title: "England",
    files: [
      csvFile("gp-reg-pat-prac-all-2021-01.csv", listText),
      csvFile("gp-reg-pat-prac-map-2022-01.csv", readFileSync(map, "utf8")),
    ],
    practices: 6_658,
    patients: 60_606_345,
    edited: { code, listSize: Number(line.split(",").at(-1)), ccg: "NHS Tees Valley CCG" },
    from: "NHS Tees Valley CCG",
    to: "NHS North Cumbria CCG",
  };
}
