// The desktop menu and the page's catalogue are two lists in two worlds; here they are held together.

import { describe, expect, test, vi } from "vitest";
import { findCommand } from "../../../renderer/app/commandCatalogue.ts";

vi.mock("electron", () => ({ Menu: {} }));
const { menuCommands } = await import("../../../electron/menu.ts");

describe("menu", () => {
  test.each(menuCommands.map((command) => [command.id, command] as const))(
    "%s is the catalogue's command, named and pressed alike",
    (id, { label, shortcut }) => {
      const command = findCommand(id);
      expect(command).toBeDefined();
      expect({ label, shortcut }).toEqual({ label: command?.label, shortcut: command?.shortcut });
    },
  );

  test("no command twice", () => {
    expect(new Set(menuCommands.map(({ id }) => id)).size).toBe(menuCommands.length);
  });
});
