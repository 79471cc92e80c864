// Writes the TextMate grammar of the extension from the table of tokens. A test says when it is out of date.
import { writeFileSync } from "node:fs";
import { textMateGrammar } from "@seg-lang/server/textmate-grammar";

const file = new URL("../syntaxes/seg.tmLanguage.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(textMateGrammar(), null, 2)}\n`);
