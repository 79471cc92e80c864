/** What the runtime itself says of a text: the reference for what cuts JSON by hand. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
