import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Editor } from "./editor.js";

interface Picture {
  readonly name: string;
  /** Leads to what is to be seen, and fails where it cannot be seen. */
  readonly show: (page: Page) => Promise<void>;
}

/** Scenes of the README, each a check of what a user sees, too. */
const pictures: readonly Picture[] = [
  {
    name: "overlap",
    show: async (page) => {
      await openFile(page, "segments.seg");
      await page.locator(".squiggly-error, .squiggly-warning").first().waitFor();
      await goTo(page, 3, 11);
      await command(page, "Show or Focus Hover");
      await page.locator(".monaco-hover:visible", { hasText: "Rasht" }).first().waitFor();
    },
  },
  {
    name: "quick-fix",
    show: async (page) => {
      await openFile(page, "segments.seg");
      await page.locator(".squiggly-error, .squiggly-warning").first().waitFor();
      await goTo(page, 3, 11);
      await page.keyboard.press("Control+.");
      await page.locator(".action-widget:not(.action-list-submenu-panel)", { hasText: "Rasht" }).waitFor();
    },
  },
  {
    name: "personas",
    show: async (page) => {
      await openFile(page, "personas.seg");
      await command(page, "Testing: Focus on Test Explorer View");
      await page.locator(".test-explorer .monaco-list-row", { hasText: "personas.seg" }).first().waitFor();
      await command(page, "Test: Run All Tests");
      await page.locator(".test-explorer .codicon-testing-failed-icon").first().waitFor();
    },
  },
  {
    name: "persian",
    show: async (page) => {
      await openFile(page, "مشتریان.seg");
      await page.locator(".squiggly-error, .squiggly-warning").first().waitFor();
      await goTo(page, 18, 11);
      await command(page, "Show or Focus Hover");
      await page.locator(".monaco-hover:visible", { hasText: "میانسال" }).first().waitFor();
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

/** Takes every picture into the folder, each of a window of its own. Returns how many could not be taken, and says why. */
export async function takePictures(editor: Editor, workspace: string, folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true });
  let failures = 0;
  for (const { name, show } of pictures) {
    const page = await editor.open(workspace);
    try {
      await page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
      await show(page);
      await page.waitForTimeout(400);
      console.log(`  seen    ${name}`);
    } catch (error) {
      failures++;
      console.log(`  NOT SEEN  ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.context().close();
  }
  return failures;
}

async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+p");
  await page.locator(".quick-input-widget:visible input").waitFor();
  await page.keyboard.type(name);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".tab.active", { hasText: name }).waitFor();
  await page.locator(".monaco-editor .view-line").first().waitFor();
}

async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget:visible input").waitFor();
  await page.keyboard.type(title);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

async function goTo(page: Page, line: number, column: number): Promise<void> {
  await page.keyboard.press("Control+g");
  await page.locator(".quick-input-widget:visible input").waitFor();
  await page.keyboard.type(`:${line}:${column}`.slice(1));
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}
