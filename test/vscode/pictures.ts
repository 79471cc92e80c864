import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Editor } from "./editor.js";
import type { ExtensionHost } from "./suite/index.js";
import type { Outcome } from "./suite-run.js";
import { answer, command, goTo, openFile, stillPicture } from "./workbench.js";

interface Scene {
  readonly name: string;
  /** Where the extension runs: both, if nothing is said. */
  readonly host?: ExtensionHost;
  /** Leads to what is to be seen, and fails where it cannot be seen. */
  readonly show: (page: Page) => Promise<void>;
}

/** VS Code closes its menu of fixes when lines move under it, as they do when lenses come: then it is asked for again. */
async function openFixes(page: Page, about: string): Promise<void> {
  const menu = page.locator(".action-widget:not(.action-list-submenu-panel)", { hasText: about });
  for (let attempt = 1; attempt < 10; attempt += 1) {
    await page.keyboard.press("Control+.");
    const isThere = await menu.waitFor({ timeout: 10_000 }).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await page.keyboard.press("Escape");
  }
  await page.keyboard.press("Control+.");
  await menu.waitFor();
}

/** Scenes of the README, each a check of what a user sees, too. */
const scenes: readonly Scene[] = [
  {
    name: "overlap",
    show: async (page) => {
      await openFile(page, "segments.seg");
      await counted(page);
      // The status bar sums up how the program stands.
      await page.locator(".statusbar-item", { hasText: "Seg: 1 error" }).waitFor();
      await goTo(page, 3, 11);
      await command(page, "Show or Focus Hover");
      await page.locator(".monaco-hover:visible", { hasText: "Rasht" }).first().waitFor();
    },
  },
  {
    name: "quick-fix",
    host: "process",
    show: async (page) => {
      await openFile(page, "segments.seg");
      await counted(page);
      await goTo(page, 3, 11);
      await page.locator(".squiggly-error, .squiggly-warning").first().waitFor();
      await openFixes(page, "Rasht");
    },
  },
  {
    name: "personas",
    show: async (page) => {
      await openFile(page, "personas.seg");
      // It is there as soon as there are tests.
      await page.locator('.activitybar [aria-label^="Testing"]').first().click();
      const personas = page.locator(".test-explorer .monaco-list-row", { hasText: "personas.seg" }).first();
      await personas.click();
      await page.keyboard.press("ArrowRight");
      await page.locator(".test-explorer .monaco-list-row", { hasText: "Reza" }).waitFor();
      await command(page, "Test: Run All Tests");
      await page.locator(".test-explorer .codicon-testing-failed-icon").first().waitFor();
      await page.locator(".test-explorer .codicon-testing-passed-icon").first().waitFor();
      // What failed is shown where it stands.
      await page
        .locator(".monaco-editor .test-error-content-widget", { hasText: "Reza should be in" })
        .first()
        .waitFor();
    },
  },
  {
    name: "persian",
    host: "process",
    show: async (page) => {
      await openFile(page, "مشتریان.seg");
      await page.locator(".squiggly-error, .squiggly-warning").first().waitFor();
      await goTo(page, 18, 11);
      await command(page, "Show or Focus Hover");
      await page.locator(".monaco-hover:visible", { hasText: "میانسال" }).first().waitFor();
    },
  },
  {
    name: "explanation",
    show: async (page) => {
      await openFile(page, "مشتریان.seg");
      await page.locator(".codelens-decoration", { hasText: "customers" }).first().waitFor();
      await goTo(page, 17, 11);
      await command(page, "Seg: Explain a Customer of the Sample Data…", { opensInput: true });
      await answer(page, "The key of the customer", "۷");
      await page.locator(".tab", { hasText: "۷.seg-explanation" }).waitFor();
      await page.locator(".view-line", { hasText: "سالمند" }).nth(1).waitFor();
    },
  },
  {
    // The last one: what is typed here is still unsaved when the next window opens.
    name: "completion",
    show: async (page) => {
      await openFile(page, "customer.seg");
      await goTo(page, 1, 1);
      await page.keyboard.press("Control+End");
      await page.keyboard.type("segment Phone where any orders where channel = ");
      await page.keyboard.press("Control+Space");
      await page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "phone" }).first().waitFor();
    },
  },
];

/** The proofs and the counts of the sample data have come in. */
async function counted(page: Page): Promise<void> {
  await page.locator(".squiggly-error, .squiggly-warning").first().waitFor();
  await page.locator(".codelens-decoration", { hasText: "customers" }).first().waitFor();
}

/** Looks at every scene in a window of its own, and leaves a picture of it in `folder`. Says which could not be seen. */
export async function takePictures(
  editor: Editor,
  host: ExtensionHost,
  workspace: string,
  folder: string,
): Promise<Outcome> {
  const outcome = { passed: 0, failed: 0 };
  for (const { name, show } of scenes.filter((scene) => scene.host === undefined || scene.host === host)) {
    const page = await editor.open(workspace);
    try {
      await page.locator(".monaco-workbench").waitFor();
      await show(page);
      outcome.passed++;
      console.log(`  seen    ${name}`);
    } catch (error) {
      outcome.failed++;
      console.log(`  NOT SEEN  ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    writeFileSync(join(folder, `${name}.png`), await stillPicture(page));
    await page.context().close();
  }
  return outcome;
}
