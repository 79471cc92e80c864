import type { Define, Model, NamedList, ProgramSettings, Require } from "../condition/model.js";
import type { CustomerSchema } from "../condition/schema.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { namesRules } from "../diagnostics/rules/names.js";
import { places } from "../diagnostics/rules/wording.js";
import type { ListDeclaration, SyntaxFile } from "../syntax/tree.js";
import { reportCircles } from "./circles.js";
import { type Arrangement, arrange, type SegmentEntry } from "./criteria/arrangement.js";
import { inferCriteria, membershipParts } from "./criteria/inference.js";
import { lowerSegments } from "./criteria/lowering.js";
import { modelCriteria } from "./criteria/model-criteria.js";
import { customerSchema } from "./customer/schema.js";
import { collectDeclarations, type Declarations, type Declared } from "./declarations.js";
import type { DefineEntry } from "./defines.js";
import type { Dependent } from "./dependent.js";
import { lowerCondition } from "./expressions/lower.js";
import { ReadLists } from "./expressions/read-lists.js";
import type { ExpressionScope } from "./expressions/scope.js";
import { FieldReader } from "./fields-read.js";
import type { ProgramInput } from "./input.js";
import { leftOutOf } from "./left-out.js";
import { namedList } from "./lists/named-list.js";
import type { CheckMemory } from "./memory.js";
import { checkPersonas } from "./personas.js";
import { ProgramNames, topLevelNames } from "./program-names.js";
import { FileReporter, type Report } from "./reporter.js";
import { unparsedParts } from "./unparsed.js";

export interface CheckedProgram {
  readonly model: Model;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks parsed files as one program: what its names mean, whether its types fit, what its segments are. `memory` is
 * that of the check before, or a new one; what it knows comes out as if it were found anew.
 */
export function checkProgram(
  files: readonly SyntaxFile[],
  settings: ProgramSettings,
  input: ProgramInput,
  memory: CheckMemory,
): CheckedProgram {
  memory.begin(settings);
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const declarations = collectDeclarations(files);
  const arrangement = arrange(declarations, memory.segments, report);
  const schema = checkCustomer(declarations, settings, memory, report);
  const readList = (list: Declared<ListDeclaration>) => checkList(list, input, memory, report);
  const topLevel = topLevelNames(declarations, schema, arrangement, readList, report);
  reportEmptyCriteria(arrangement, report);
  const lists = [...topLevel.lists.values()].flatMap(({ list }) => list ?? []);
  if (schema === null) {
    // Without a schema every name of every condition would be unknown: the missing block is the one mistake.
    memory.names = new ProgramNames({ schema: NO_FIELDS, ...topLevel, arrangement, settings, memory });
    const criteria = modelCriteria(withoutSegments(arrangement), [], memory.model);
    const nothing = { requires: [], defines: [], personas: [], leftOut: [], unparsed: [] };
    const model = { schema, ...nothing, lists, criteria, settings };
    return { model, diagnostics };
  }

  const names = new ProgramNames({ schema, ...topLevel, arrangement, settings, memory });
  memory.names = names;
  names.lowerDefines(topLevel.extraDefines, report);
  lowerSegments(names, memory, report);
  const nodes = [...names.defines.values(), ...arrangement.segments];
  reportCircles(nodes, report);
  spreadBrokenness(nodes);
  const inferred = inferCriteria(names, input.strict === true, report);
  const requires = checkRequires(declarations, names, memory, report);
  const personas = checkPersonas(declarations, names, report);
  reportUnused(files, names, report);
  const model: Model = {
    schema,
    requires,
    lists,
    defines: [...names.defines.values()].flatMap((define) => modelDefine(define, memory)),
    criteria: modelCriteria(arrangement.criteria.values(), inferred, memory.model),
    personas,
    leftOut: leftOutOf(declarations, names, { requires, personas }),
    unparsed: unparsedParts(files),
    settings,
  };
  return { model, diagnostics };
}

function checkCustomer(
  declarations: Declarations,
  settings: ProgramSettings,
  memory: CheckMemory,
  report: Report,
): CustomerSchema | null {
  const [first, ...others] = declarations.customers;
  if (first === undefined) {
    reportNoCustomer(declarations, report);
    return null;
  }
  const location = { file: first.file.path, span: first.declaration.keyword };
  const related = [{ location, message: places.first }];
  for (const { declaration, file } of others) {
    new FileReporter(file, report).report(namesRules.secondCustomer, {}, declaration.keyword, { related });
  }
  return memory.schema(first.declaration, first.file.path, report, (heard) =>
    customerSchema(first, constantScope(first.file, settings, heard), heard),
  );
}

function checkList(
  list: Declared<ListDeclaration>,
  input: ProgramInput,
  memory: CheckMemory,
  report: Report,
): NamedList | null {
  const { declaration, file } = list;
  const { source } = declaration;
  const read = source?.kind === "file" ? input.readList(file.path, source.file.value) : null;
  if (source?.kind === "file" && read?.kind === "text") {
    memory.listDirections.report(read, { file: file.path, span: source.file.span }, report);
  }
  return memory.list(declaration, file.path, read, report, (heard) => namedList(list, read, heard));
}

/** At the first thing that needs a customer; silent where a `customer` block could not be parsed. */
function reportNoCustomer(declarations: Declarations, report: Report): void {
  const file = declarations.files[0];
  if (file === undefined) return;
  const lost = declarations.files.some(
    ({ text, diagnostics }) => diagnostics.some(({ severity }) => severity === "error") && /\bcustomer\b/.test(text),
  );
  if (lost) return;
  const first = declarations.files.find(({ declarations: all }) => all.length > 0) ?? file;
  const start = first.declarations[0]?.span.start ?? 0;
  const word = /^[^\s{]*/.exec(first.text.slice(start))![0];
  new FileReporter(first, report).report(namesRules.noCustomer, {}, { start, end: start + word.length });
}

const NO_FIELDS: CustomerSchema = {
  record: { kind: "record", fields: [] },
  key: null,
  documentation: null,
  location: { file: "", span: { start: 0, end: 0 } },
};

/** For the domains of the schema's own fields, where nothing of the program has a name yet. */
function constantScope(file: SyntaxFile, settings: ProgramSettings, report: Report): ExpressionScope {
  return {
    file: file.path,
    text: file.text,
    schema: NO_FIELDS,
    elements: [],
    resolve: () => null,
    resolveCriterion: () => null,
    names: () => [],
    report,
    settings,
    readLists: new ReadLists(),
  };
}

function reportEmptyCriteria(arrangement: Arrangement, report: Report): void {
  for (const { name, declaration, file, segments } of arrangement.criteria.values()) {
    // A criterion whose segments have been reported is not empty in the eyes of its author.
    if (segments.length > 0 || declaration.members.length > 0) continue;
    const misplaced = arrangement.segments.some(
      ({ declaration: segment }) => segment.kind === "segment" && segment.by?.text === name.text,
    );
    const { start, end } = declaration.span;
    const silent = file.diagnostics.some(({ location }) => location.span.start >= start && location.span.end <= end);
    if (misplaced || silent) continue;
    new FileReporter(file, report).report(namesRules.emptyCriterion, { name: name.text }, name.span);
  }
}

function withoutSegments(arrangement: Arrangement) {
  return [...arrangement.criteria.values()].map((criterion) => ({ ...criterion, segments: [] }));
}

/** Whatever names something broken is broken too; that has been said where it is broken. */
function spreadBrokenness(nodes: readonly (DefineEntry | SegmentEntry)[]): void {
  for (const node of nodes) {
    if (node.kind === "define" && node.value?.kind === "broken") node.broken = true;
  }
  const open = nodes.filter((node) => node.broken);
  if (open.length === 0) return;
  const dependents = new Map<DefineEntry | SegmentEntry, (DefineEntry | SegmentEntry)[]>();
  for (const node of nodes) {
    for (const named of node.references) {
      const others = dependents.get(named);
      if (others === undefined) dependents.set(named, [node]);
      else others.push(node);
    }
  }
  for (const node of open) {
    for (const dependent of dependents.get(node) ?? []) {
      if (dependent.broken) continue;
      dependent.broken = true;
      open.push(dependent);
    }
  }
}

function checkRequires(
  declarations: Declarations,
  names: ProgramNames,
  memory: CheckMemory,
  report: Report,
): readonly Require[] {
  const reader = new FieldReader(names.schema, membershipParts(names.arrangement));
  return declarations.requires.flatMap(({ declaration, file }): Require[] => {
    let failed = false;
    const references: Dependent["references"] = [];
    const track: Report = (diagnostic) => {
      if (diagnostic.severity === "error") failed = true;
      report(diagnostic);
    };
    const condition = memory.conditions.lower(
      declaration,
      memory.conditions.placeOf(declaration),
      names,
      { file, references },
      track,
      (scope) => lowerCondition(declaration.condition, scope),
    );
    if (condition === null || failed || references.some((named) => named.broken)) return [];
    const reporter = new FileReporter(file, report);
    return [
      memory.model.requires.keep(declaration, {
        condition,
        text: reporter.textOf(declaration.condition.span),
        reads: topLevelFields(reader.read([condition]).paths, names.schema),
        documentation: declaration.documentation,
        location: reporter.location(declaration.span),
      }),
    ];
  });
}

function topLevelFields(paths: readonly string[], schema: CustomerSchema): readonly string[] {
  const names = schema.record.fields.map((field) => field.name);
  return names.filter((name) => paths.some((path) => path === name || path.startsWith(`${name}.`)));
}

/** A use may have been lost with a declaration that could not be parsed, so then nothing is called unused. */
function reportUnused(files: readonly SyntaxFile[], names: ProgramNames, report: Report): void {
  if (files.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === "error"))) return;
  const details = { unnecessary: true };
  for (const { used, name, file } of names.defines.values()) {
    if (!used) new FileReporter(file, report).report(namesRules.unusedDefine, { name: name.text }, name.span, details);
  }
  for (const { used, name, file } of names.lists.values()) {
    if (!used) new FileReporter(file, report).report(namesRules.unusedList, { name: name.text }, name.span, details);
  }
}

function modelDefine({ broken, value, name, declaration, file }: DefineEntry, memory: CheckMemory): Define[] {
  if (broken || value === null) return [];
  return [
    memory.model.defines.keep(declaration, {
      name: name.text,
      condition: value.kind === "condition" ? value.condition : null,
      term: value.kind === "term" ? value.term : null,
      documentation: declaration.documentation,
      location: { file: file.path, span: name.span },
    }),
  ];
}
