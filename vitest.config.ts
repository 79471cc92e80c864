import { defineConfig } from "vitest/config";

const shared = {
  resolve: { conditions: ["seg-source"] },
  ssr: { resolve: { conditions: ["seg-source"] } },
};

const inline = { deps: { inline: [/@seg-lang/] } };
const elsewhere = ["**/node_modules/**", "**/dist/**"];

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: ["{language,cli,server,client,test,examples}/**/*.test.ts"],
          exclude: [...elsewhere, "test/end-to-end/**", "**/*.process.test.ts"],
          // One graph of modules for all files of a worker: loading it for each took more time than all tests together.
          isolate: false,
          testTimeout: 60_000,
          server: inline,
        },
      },
      {
        ...shared,
        test: {
          name: "end-to-end",
          // Beside the code, too, where a test starts a process of what it tests.
          include: ["test/end-to-end/**/*.test.ts", "{server,client}/**/*.process.test.ts"],
          exclude: elsewhere,
          // Builds the command and the library once: these tests run what users run.
          globalSetup: ["test/end-to-end/build.ts"],
          testTimeout: 120_000,
          server: inline,
        },
      },
    ],
  },
});
