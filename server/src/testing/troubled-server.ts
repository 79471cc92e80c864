// The server with features that go wrong, which only a test can want.
import { existsSync } from "node:fs";
import { ProtocolRequestType } from "vscode-languageserver";
import { documentFeature, workspaceFeature } from "../features/feature.js";
import { features } from "../features/registry.js";
import { startNodeServer } from "../node.js";

interface Anything {
  readonly textDocument: { readonly uri: string };
}

const request = <P, R>(method: string) => new ProtocolRequestType<P, R, never, void, void>(method);

/** How often `test/count` was worked at. */
let count = 0;

startNodeServer({
  transport: "stdio",
  version: "test",
  features: [
    ...features,
    documentFeature(
      request<Anything, string>("test/crash"),
      () => {
        throw new Error("crashed as asked");
      },
      {},
    ),
    // An error that no handler sees.
    workspaceFeature(
      request<object, string>("test/crashLater"),
      () => {
        setTimeout(() => {
          throw new Error("crashed later");
        }, 0);
        void Promise.reject(new Error("rejected later"));
        return "soon";
      },
      {},
    ),
    // Goes on until nobody waits for it.
    workspaceFeature(
      request<object, string>("test/dawdle"),
      async (_, __, { token }) => {
        while (!token.isCancellationRequested) await new Promise((resolve) => setTimeout(resolve, 5));
        return "given up";
      },
      {},
    ),
    // Keeps everybody waiting until a file is there.
    workspaceFeature(
      request<{ readonly file: string }, string>("test/block"),
      (_, { file }) => {
        while (!existsSync(file)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        return "let go";
      },
      {},
    ),
    workspaceFeature(
      request<object, number>("test/count"),
      () => {
        count += 1;
        return count;
      },
      {},
    ),
    documentFeature(
      request<Anything, number>("test/length"),
      ({ program }) => program.files[0]?.text.length ?? null,
      {},
    ),
  ],
});
