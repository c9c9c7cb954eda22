// Runs after a package is made and before it is signed: turns Electron's fuses, the switches burned into the
// program itself. A copy of the program on a user's machine can then not be started as a plain Node, nor be given
// other code than was packed. https://www.electronjs.org/docs/latest/tutorial/fuses
//
// electron-builder has an option of its own, but with an older list of fuses; here every fuse must be named, so a
// new Electron with a new fuse stops the packaging until somebody decides.

import { join } from "node:path";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";

/** Every fuse of Electron 45 and why it stands as it does. */
export const fuses = {
  // ELECTRON_RUN_AS_NODE would make a signed program run any script.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  // NODE_OPTIONS and --inspect would load foreign code.
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // The packed code is checked against its hash (Windows, macOS) and nothing else is loaded.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // The page has a scheme of its own; file:// needs no privileges.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Faster WebAssembly bounds checks; Electron's default.
  [FuseV1Options.WasmTrapHandlers]: true,
};

/**
 * electron-builder's hook.
 * @param {{
 *   appOutDir: string,
 *   electronPlatformName: string,
 *   arch: number,
 *   packager: { appInfo: { productFilename: string }, executableName?: string },
 * }} context
 */
export async function afterPack(context) {
  await flipFuses(executablePath(context), {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Changing the program breaks Apple's ad-hoc signature, which Apple silicon demands.
    resetAdHocDarwinSignature: context.electronPlatformName === "darwin",
    ...fuses,
  });
}

/**
 * The program file of a package.
 * @param {Parameters<typeof afterPack>[0]} context
 */
export function executablePath({ appOutDir, electronPlatformName, packager }) {
  const { productFilename } = packager.appInfo;
  if (electronPlatformName === "darwin") return join(appOutDir, `${productFilename}.app`);
  if (electronPlatformName === "win32") return join(appOutDir, `${productFilename}.exe`);
  return join(appOutDir, packager.executableName ?? productFilename);
}
