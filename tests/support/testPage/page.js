// The smallest page that uses the desktop bridge, so that the tests of the shell do not depend on the screen.

const page =
  /** @type {{ menuCommands: string[], catchment: import("../../../electron/bridge/contract.ts").Bridge }} */ (
    /** @type {unknown} */ (globalThis)
  );
page.menuCommands = [];
page.catchment.onMenuCommand((id) => page.menuCommands.push(id));
