import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Outcome, Workspace } from "./seg.js";
import { parseYaml } from "./yaml.js";

/** Runs what action.yml and .pre-commit-hooks.yaml say, as GitHub and pre-commit would, with the built command. */
const root = fileURLToPath(new URL("../../", import.meta.url));
const SEG = join(root, "cli/dist/seg.mjs");

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

interface Step {
  readonly name: string;
  readonly if?: string;
  readonly shell: string;
  readonly "working-directory"?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
}

export interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly additional_dependencies: readonly string[];
  readonly pass_filenames?: string;
}

export const action = parseYaml(readFileSync(join(root, "action.yml"), "utf8")) as unknown as Action;
export const hooks = parseYaml(
  readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8"),
) as unknown as readonly Hook[];

export interface ActionOutcome extends Outcome {
  /** The steps that ran, the last of them possibly failed. */
  readonly steps: readonly string[];
  /** The summary of the job. */
  readonly summary: string;
  /** What npm was asked for. */
  readonly installed: string;
}

/** The built command, as a shell calls it. */
export const COMMAND = `'${process.execPath}' '${SEG}'`;

/** The action with these inputs, step by step until one fails. In place of npm stands a command that installs the build. */
export function runAction(folder: Workspace, inputs: Readonly<Record<string, string>> = {}): ActionOutcome {
  const runner = join(folder.path, ".runner");
  const files = { path: join(runner, "path"), summary: join(runner, "summary") };
  mkdirSync(runner);
  shim(
    join(runner, "bin"),
    "npm",
    `echo "$*" > '${runner}/npm'; mkdir -p "$RUNNER_TEMP/seg/bin"; cp '${runner}/built/seg' "$RUNNER_TEMP/seg/bin/seg"`,
  );
  shim(join(runner, inputs.version === "" ? "bin" : "built"), "seg", `exec ${COMMAND} "$@"`);
  const values = Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: value }]) => [name, inputs[name] ?? value]),
  );
  const read = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : "");
  const steps: string[] = [];
  let [stdout, stderr] = ["", ""];
  let status: number | null = 0;
  for (const step of action.runs.steps) {
    if (step.if !== undefined && !holds(step.if, values)) continue;
    steps.push(step.name);
    const given = Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text, values)]);
    const added = read(files.path).split("\n").filter(Boolean).reverse();
    const result = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
      cwd: resolve(folder.path, filled(step["working-directory"] ?? ".", values)),
      encoding: "utf8",
      env: {
        ...process.env,
        ...Object.fromEntries(given),
        PATH: [...added, join(runner, "bin"), process.env.PATH].join(delimiter),
        RUNNER_TEMP: runner,
        GITHUB_PATH: files.path,
        GITHUB_STEP_SUMMARY: files.summary,
        GITHUB_WORKSPACE: folder.path,
      },
    });
    stdout += result.stdout;
    stderr += result.stderr;
    status = result.status;
    if (status !== 0) break;
  }
  return { status, stdout, stderr, steps, summary: read(files.summary), installed: read(join(runner, "npm")) };
}

/** A hook on these files of the repository, after its `args`. */
export function runHook(
  id: string,
  folder: Workspace,
  files: readonly string[],
  args: readonly string[] = [],
): Outcome {
  const hook = hooks.find((each) => each.id === id);
  if (hook === undefined) throw new Error(`There is no hook ${id}.`);
  const [command, ...words] = hook.entry.split(" ");
  if (command !== "seg") throw new Error(`${hook.entry} is not seg.`);
  const matching = files.filter((file) => new RegExp(hook.files).test(file));
  const names = hook.pass_filenames === "false" ? [] : matching;
  const all = [SEG, ...words, ...args, ...names];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: folder.path, encoding: "utf8" });
  return { status, stdout, stderr };
}

function shim(folder: string, name: string, script: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** `${{ inputs.name }}`, the one expression in use. */
function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => input(name, values));
}

/** `inputs.name != ''`, the one condition in use. */
function holds(condition: string, values: Readonly<Record<string, string>>): boolean {
  const match = /^inputs\.([\w-]+) != ''$/.exec(condition);
  if (match === null) throw new Error(`Not understood: ${condition}`);
  return input(match[1]!, values) !== "";
}

function input(name: string, values: Readonly<Record<string, string>>): string {
  const value = values[name];
  if (value === undefined) throw new Error(`The action has no input ${name}.`);
  return value;
}
