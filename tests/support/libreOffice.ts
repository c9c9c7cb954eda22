// LibreOffice for the tests: the command line's own way of asking it.

export { libreOfficeMissing, recalculate } from "../../electron/commandLine/libreOffice.ts";
