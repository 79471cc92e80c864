import type { Page } from "playwright-core";
import type { Editor } from "./editor.js";
import type { Outcome } from "./suite-run.js";
import { command, stillPicture } from "./workbench.js";

const WALKTHROUGH = "Your first customer segments";
const OPEN_STEP = ".getting-started-step.expanded";
const INPUT = ".quick-input-widget:visible";

/** Goes through the walkthrough in an empty folder, and follows each link of its steps to where it leads. */
export async function goThroughWalkthrough(
  editor: Editor,
  folder: string,
  write: (name: string, picture: Buffer) => void,
): Promise<Outcome> {
  const page = await editor.open(folder);
  try {
    await page.locator(".monaco-workbench").waitFor();
    await openWalkthrough(page);
    for (const title of STEPS) await showStep(page, title);
    write("walkthrough", await stillPicture(page));

    await follow(page, "Start a program", "New program");
    await page.locator(".tab.active", { hasText: "customers.seg" }).waitFor();
    await page.locator(".monaco-editor.focused .view-line", { hasText: "criterion Activity" }).waitFor();
    await page.locator(".codelens-decoration", { hasText: "proved exclusive" }).first().waitFor();

    await openWalkthrough(page);
    await follow(page, "Count your own customers", "Choose sample data");
    await page.locator(INPUT, { hasText: "Count These Customers" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator(INPUT).waitFor({ state: "hidden" });

    await follow(page, "Test with personas", "Open the Test Explorer");
    await page.locator(".test-explorer .monaco-list-row", { hasText: "customers.seg" }).first().waitFor();
    console.log("  gone through the walkthrough");
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.log(`  NOT GONE THROUGH the walkthrough: ${error instanceof Error ? error.message : String(error)}`);
    write("walkthrough-failed", await stillPicture(page));
    return { passed: 0, failed: 1 };
  } finally {
    await page.context().close();
  }
}

const STEPS = [
  "Start a program",
  "Divide your customers",
  "See who is in two segments",
  "Count your own customers",
  "Test with personas",
];

async function openWalkthrough(page: Page): Promise<void> {
  await command(page, "Welcome: Open Walkthrough...", { opensInput: true });
  const input = page.locator(".quick-input-widget:visible input");
  await input.fill(WALKTHROUGH);
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: WALKTHROUGH }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".gettingStartedContainer .getting-started-step").first().waitFor();
}

async function showStep(page: Page, title: string): Promise<void> {
  const open = page.locator(OPEN_STEP, { hasText: title });
  if ((await open.count()) === 0) await page.locator(".getting-started-step", { hasText: title }).first().click();
  await open.waitFor();
}

async function follow(page: Page, step: string, link: string): Promise<void> {
  await showStep(page, step);
  await page.locator(`${OPEN_STEP} .monaco-button`, { hasText: link }).first().click();
}
