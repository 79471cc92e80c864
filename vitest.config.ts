import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["seg-source"] },
  ssr: { resolve: { conditions: ["seg-source"] } },
  test: {
    include: ["language/**/*.test.ts", "cli/**/*.test.ts", "server/**/*.test.ts", "client/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 60_000,
    server: { deps: { inline: [/@seg-lang/] } },
  },
});
