import type { Location, LocationLink, TextDocumentPositionParams } from "vscode-languageserver";
import { choiceAt } from "../program/choices.js";
import { nameAt } from "../program/meaning-at.js";
import { namedFiles } from "../program/named-files.js";
import { locationOf, placeOf, textOf } from "../program/places.js";
import { encodedUri } from "../program/uris.js";
import type { ProgramView } from "../program/view.js";
import type { FeatureContext } from "./feature.js";

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/**
 * Where a name is declared; of `it` the list, of `customer` the block, of the path of a list's file the file. For
 * declarations too, as Seg declares each thing once.
 */
export function definition(
  view: ProgramView,
  params: TextDocumentPositionParams,
  context: FeatureContext,
): Location | LocationLink[] | null {
  const pointed = nameAt(view, params);
  if (pointed === null) return listFile(view, params) ?? declaredChoice(view, params);
  const { meanings, occurrence, file } = pointed;
  const place = meanings.declarationOf(occurrence.meaning);
  const target = place === null ? null : textOf(view, place.file);
  if (place === null || target === null) return null;
  const name = target.places.range(place.name);
  if (context.client.textDocument?.definition?.linkSupport !== true) return { uri: target.uri, range: name };
  return [
    {
      originSelectionRange: file.places.range(occurrence.span),
      targetUri: target.uri,
      targetRange: target.places.range(place.whole),
      targetSelectionRange: name,
    },
  ];
}

function listFile(view: ProgramView, params: TextDocumentPositionParams): Location | null {
  const place = placeOf(view, params);
  if (place === null) return null;
  const { file, offset } = place;
  const named = namedFiles(view).find(
    ({ inFile, span }) => inFile.path === file.path && span.start <= offset && offset <= span.end,
  );
  return named === undefined ? null : { uri: encodedUri(named.uri), range: START };
}

/** Of a value that is one of a field's choices, where the field declares it. */
function declaredChoice(view: ProgramView, params: TextDocumentPositionParams): Location | null {
  const choice = choiceAt(view, params);
  return choice === null ? null : locationOf(view, choice.declared);
}
