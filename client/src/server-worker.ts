import { startBrowserServer } from "@seg-lang/server/browser";
import manifest from "../package.json" with { type: "json" };

/** The worker of the language server, started by the extension in a browser. */
startBrowserServer(globalThis as unknown as Parameters<typeof startBrowserServer>[0], manifest.version);
