import { fileURLToPath } from "node:url";
import { startBundledServer } from "@seg-lang/server/loading";
import { EXIT } from "../exit-status.js";
import { VERSION } from "../version.js";
import type { CommandContext } from "./context.js";

/** The language server, over standard input and output. It ends the process itself: with the editor, or when it says so. */
export function lsp({ interruption }: CommandContext): Promise<never> {
  interruption.addEventListener("abort", () => process.exit(EXIT.terminated), { once: true });
  const server = fileURLToPath(new URL("server.cjs", import.meta.url));
  startBundledServer(server, { transport: "stdio", version: VERSION });
  return new Promise(() => {});
}
