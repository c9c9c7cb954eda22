// The list behind menus, buttons, keyboard and the desktop menu.

import { describe, expect, it } from "vitest";
import {
  commandCatalogue,
  commandOfKey,
  findCommand,
  shortcutOf,
} from "../../../renderer/app/commandCatalogue.ts";

const press = (
  key: string,
  held: Partial<Record<"ctrlKey" | "metaKey" | "shiftKey" | "altKey", boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe("the command catalogue", () => {
  it("gives every command a label in sentence case", () => {
    for (const { id, label } of commandCatalogue) {
      expect(label.replace(/ CSV$/, " file"), id).toMatch(/^[A-Z][^A-Z]*$/);
    }
  });

  it("has no id and no shortcut twice", () => {
    const ids = commandCatalogue.map((command) => command.id);
    const shortcuts = commandCatalogue.flatMap((command) => command.shortcut ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  });

  it("finds a command by what is pressed", () => {
    expect(commandOfKey(press("m", { ctrlKey: true }))?.id).toBe("movePractices");
    expect(commandOfKey(press("M", { ctrlKey: true, shiftKey: true }))?.id).toBe("newGroup");
    expect(commandOfKey(press("z", { metaKey: true }))?.id).toBe("undo");
    expect(commandOfKey(press("Z", { ctrlKey: true, shiftKey: true }))?.id).toBe("redo");
    expect(commandOfKey(press("F1"))?.id).toBe("keyboardHelp");
  });

  it("leaves keys that only count in a table to the table", () => {
    expect(commandOfKey(press("Delete"))).toBeUndefined();
    expect(commandOfKey(press("c", { ctrlKey: true }))).toBeUndefined();
    expect(commandOfKey(press("m"))).toBeUndefined();
  });

  it("writes shortcuts one way", () => {
    expect(shortcutOf(press("s", { ctrlKey: true, shiftKey: true }))).toBe("Ctrl+Shift+S");
    expect(findCommand("savePlanAs")?.shortcut).toBe("Ctrl+Shift+S");
    expect(findCommand("nothing")).toBeUndefined();
  });
});
