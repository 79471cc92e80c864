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
          exclude: [...elsewhere, "test/end-to-end/**"],
          testTimeout: 60_000,
          server: inline,
        },
      },
      {
        ...shared,
        test: {
          name: "end-to-end",
          include: ["test/end-to-end/**/*.test.ts"],
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
