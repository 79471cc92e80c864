import { readFileSync } from "node:fs";
import { type Clock, explainAll, explain as explainSegment, type Row, WrittenTexts } from "@seg-lang/language";
import { customerFromJson, findCustomer, type RecordSource, systemReason } from "@seg-lang/language/node";
import { CommandFailure, EXIT, type ExitStatus } from "../exit-status.js";
import { jsonCriterion, jsonNode, prettyCriterion, prettyNode } from "../reporters/explanation.js";
import { prettyReject } from "../reporters/run-summary.js";
import { prose } from "../reporters/style.js";
import { countText } from "../terminal/bars.js";
import { decodeUtf8 } from "../terminal/input.js";
import { oneLine } from "../terminal/text-layout.js";
import type { CommandContext } from "./context.js";
import { dataSource, pathOf } from "./data.js";
import { clockFor, dayText } from "./day.js";
import { type OpenedProgram, openSoundProgram } from "./programs.js";
import { segmentNamed } from "./segments.js";

/** So much of a key stands in the heading. */
const KEY_WIDTH = 80;

export interface ExplainOptions {
  readonly customer: string;
  readonly data?: string;
  readonly segment?: string;
  readonly asOf?: string;
  readonly encoding?: string;
  readonly path?: string;
  readonly format: "pretty" | "json";
}

/** Says why a customer is, or is not, in each segment. */
export async function explain(
  path: string | undefined,
  options: ExplainOptions,
  context: CommandContext,
): Promise<ExitStatus> {
  const opened = openSoundProgram(path, context);
  const { model } = opened.program;
  const clock = clockFor(model.settings, options.asOf);
  const segment = options.segment === undefined ? null : segmentNamed(model, options.segment);
  const written = new WrittenTexts();
  const found = await findNamed(opened, clock, options, written, context);
  const { decoded } = found;
  if (decoded.kind === "rejected") {
    const record = { record: 1, line: found.line, key: decoded.key, reasons: decoded.reasons };
    context.notes.write(
      `The record is rejected, so it is in no segment:\n${prettyReject(record, context.notesStyle)}\n`,
    );
    return EXIT.rejected;
  }
  const asOf = dayText(clock);
  const source = (file: string) => opened.checked.source(file)?.text ?? null;
  const { output, style } = context;
  if (segment !== null) {
    const node = explainSegment(segment, decoded.row, model, clock, written);
    const report =
      options.format === "json"
        ? JSON.stringify({ customer: decoded.key, asOf, segment: segment.id, ...jsonNode(node, source) }, null, 2)
        : `${heading(decoded.key, asOf, context)}\n\n${prettyNode(node, source, style, 0)}`;
    output.write(`${report}\n`);
    return EXIT.fine;
  }
  const criteria = explainAll(decoded.row, model, clock, written);
  const report =
    options.format === "json"
      ? JSON.stringify(
          { customer: decoded.key, asOf, criteria: criteria.map((each) => jsonCriterion(each, source)) },
          null,
          2,
        )
      : [heading(decoded.key, asOf, context), ...criteria.map((each) => prettyCriterion(each, source, style))].join(
          "\n\n",
        );
  output.write(`${report}\n`);
  return EXIT.fine;
}

type Decoded =
  | { readonly kind: "accepted"; readonly row: Row; readonly key: string | null }
  | {
      readonly kind: "rejected";
      readonly key: string | null;
      readonly reasons: Parameters<typeof prettyReject>[0]["reasons"];
    };

/** `written` holds then how the customer's folded texts were written. */
async function findNamed(
  opened: OpenedProgram,
  clock: Clock,
  options: ExplainOptions,
  written: WrittenTexts,
  { interruption }: CommandContext,
): Promise<{ line: number; decoded: Decoded }> {
  const { program } = opened;
  const customer = options.customer.trim();
  if (customer.startsWith("{")) return { line: 1, decoded: customerFromJson(customer, program, clock, written) };
  if (customer.startsWith("@")) {
    return { line: 1, decoded: customerFromJson(readCustomerFile(customer.slice(1)), program, clock, written) };
  }
  const data = options.data === undefined ? dataOfKey(options.customer, opened) : dataSource(options.data, opened);
  const { encoding = null } = options;
  const path = pathOf(options, opened);
  const result = await findCustomer({
    program,
    clock,
    data,
    encoding,
    path,
    key: options.customer,
    written,
    signal: interruption,
  });
  switch (result.kind) {
    case "found":
      return result;
    case "absent": {
      const field = program.model.schema?.key?.name;
      const wanted =
        field === undefined ? `number \`${options.customer}\`` : `whose \`${field}\` is \`${options.customer}\``;
      throw new CommandFailure(`None of the ${countText(result.records)} records is the one ${wanted}.`);
    }
    case "failed": {
      const [problem] = result.problems;
      throw new CommandFailure(problem!.message, EXIT.usage, problem!.code);
    }
  }
}

/** Where a key is looked up without `--data`; where there is nothing, says what could be meant. */
function dataOfKey(customer: string, opened: OpenedProgram): RecordSource {
  const { sampleData } = opened.program.model.settings;
  if (/^\s*[["]/.test(customer)) {
    throw new CommandFailure(
      `A customer is a JSON object, as \`{"city": "Tehran"}\`; \`${customer}\` is none. If it is a key, name the file to look it up in with \`--data FILE\`.`,
    );
  }
  if (sampleData !== null) return dataSource(undefined, opened);
  throw new CommandFailure(
    `\`${customer}\` is no JSON object, so it is taken for a key: name the file to look it up in with \`--data FILE\`; a \`sampleData\` in seg.json does too. For a file with one customer write \`@FILE\`.`,
  );
}

function readCustomerFile(path: string): string {
  try {
    return decodeUtf8(readFileSync(path), `\`${path}\``).replace(/^\ufeff/, "");
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`Could not read \`${path}\`: ${systemReason(error)}.`);
  }
}

function heading(key: string | null, asOf: string, { style }: CommandContext): string {
  const who = key === null ? "The customer" : `Customer ${style.colours.bold(oneLine(key, KEY_WIDTH, style.layout))}`;
  return prose(`${who}, as of ${asOf}`, { ...style, layout: { isolate: false } });
}
