import { describe, expect, it } from "vitest";
import { ABLE_CLIENT } from "../testing/view.js";
import { clientOptions } from "./client-options.js";

describe("what a client asks for at the beginning", () => {
  const options = (initializationOptions: unknown, capabilities = ABLE_CLIENT) =>
    clientOptions({ processId: null, rootUri: null, capabilities, initializationOptions });

  it.each([
    ["snippets, as it can fill them in", undefined, true],
    ["none, as it brings its own", { snippets: false }, false],
    ["whatever else it sends", { snippets: 3 }, true],
  ])("%s", (_, given, snippets) => {
    expect(options(given).snippets).toBe(snippets);
    expect(options(given, {}).snippets).toBe(false);
  });

  it("links to the reference only where it says where that is", () => {
    expect(options({ reference: "https://example.org/language.html" }).reference).toBe(
      "https://example.org/language.html",
    );
    expect(options({ reference: 3 }).reference).toBeNull();
    expect(options(null).reference).toBeNull();
  });
});
