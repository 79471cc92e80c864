import { fold, type Meanings } from "@seg-lang/language";

/**
 * A name that nothing has yet where lists, defines, fields and segments have theirs, nor anything else that it could be taken
 * for: `wanted`, or `wanted2`, …
 */
export function freeName(meanings: Meanings, wanted: string): string {
  const taken = new Set([
    ...meanings.declared().map(({ name }) => fold(name)),
    ...fieldNames(meanings.schema.record.fields),
  ]);
  if (!taken.has(fold(wanted))) return wanted;
  let count = 2;
  while (taken.has(fold(`${wanted}${count}`))) count += 1;
  return `${wanted}${count}`;
}

type Fields = Meanings["schema"]["record"]["fields"];

/** Those of elements, too: inside their lists they would hide the new name. */
function fieldNames(fields: Fields): readonly string[] {
  return fields.flatMap(({ name, type }) => {
    const inner = type.kind === "list" ? type.element : type;
    return [fold(name), ...(inner.kind === "record" ? fieldNames(inner.fields) : [])];
  });
}

/** `age` and `Group` make `ageGroup`; names in Arabic letters, which have no capitals, are joined the other way round. */
export function joinedName(
  name: string,
  { latin, arabic }: { readonly latin: string; readonly arabic: string },
): string {
  if (/\p{Script=Arabic}/u.test(name)) return `${arabic}_${name}`;
  return /^[\p{L}_]/u.test(name) ? `${name}${latin}` : `${latin.charAt(0).toLowerCase()}${latin.slice(1)}`;
}
