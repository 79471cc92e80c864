import type { Page } from "playwright-core";

/** What a user does in VS Code, each step waiting for what it leads to, never for a time. */

const INPUT = ".quick-input-widget:visible input";
const CHOSEN = ".quick-input-list .monaco-list-row.focused";

export async function openFile(page: Page, name: string): Promise<void> {
  await openInput(page, "Control+p");
  await page.locator(INPUT).fill(name);
  await page.locator(CHOSEN, { hasText: name }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".tab.active", { hasText: name }).waitFor();
  await page.locator(".monaco-editor.focused .view-line").first().waitFor();
}

/** `opensInput`: the command asks for something. */
export async function command(page: Page, title: string, { opensInput = false } = {}): Promise<void> {
  await openInput(page, "F1");
  await page.locator(INPUT).fill(`>${title}`);
  await page.locator(CHOSEN, { hasText: title }).waitFor();
  await page.keyboard.press("Enter");
  if (!opensInput) await page.locator(INPUT).waitFor({ state: "hidden" });
}

/** Types an answer into the input that asks for it. */
export async function answer(page: Page, question: string, text: string): Promise<void> {
  await page.locator(".quick-input-widget:visible", { hasText: question }).waitFor();
  await page.locator(INPUT).fill(text);
  await page.keyboard.press("Enter");
  await page.locator(INPUT).waitFor({ state: "hidden" });
}

export async function goTo(page: Page, line: number, column: number): Promise<void> {
  await openInput(page, "Control+g");
  await page.locator(INPUT).fill(`:${line}:${column}`);
  await page.locator(CHOSEN, { hasText: new RegExp(`line ${line}\\b`) }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(INPUT).waitFor({ state: "hidden" });
  await page.locator(".statusbar-item", { hasText: `Ln ${line}, Col ${column}` }).waitFor();
}

/** A window that has just opened does not hear its keys yet: they are pressed until they are heard. */
async function openInput(page: Page, key: string): Promise<void> {
  const input = page.locator(INPUT);
  const attempts = 30;
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press(key);
    const seen = await input.waitFor({ timeout: 4000 }).then(
      () => true,
      () => false,
    );
    if (seen) return;
    if (attempt === attempts) throw new Error(`Nothing opened at ${key}`);
  }
}

/** A picture of the window, as soon as two of them are the same: then nothing moves any more. */
export async function stillPicture(page: Page): Promise<Buffer> {
  let last = await page.screenshot();
  for (let attempt = 0; attempt < 40; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const next = await page.screenshot();
    if (next.equals(last)) return next;
    last = next;
  }
  return last;
}
