import { createHash } from "node:crypto";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import module, { createRequire } from "node:module";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";
import type { NodeServerOptions } from "./node.js";
import { optimiseAsUsual, optimiseLate } from "./node-compiling.js";
import { growSlowly, liveThriftily, makeRoom } from "./node-memory.js";

/** Two megabytes each: of several versions of Node, and of the server in the command and in the editor. */
const MOST_KEPT = 8;
const CODE = ".code";
/** Bytes of the digest before it. */
const DIGEST = 20;

/**
 * Starts the language server of a bundle (`file`: the path of a CommonJS file that exports `startNodeServer`). What V8 makes of
 * its text is kept until the next time: most of what a server does until it shows the first finding is done once, so that
 * compiling it would take longer than running it.
 */
export function startBundledServer(file: string, options: Omit<NodeServerOptions, "features" | "milestones">): void {
  // Before the code is loaded, as it is good only for the options of V8 under which it was kept.
  makeRoom();
  optimiseLate();
  const { exports, keepCode } = load(file);
  const { startNodeServer } = exports as { startNodeServer: (options: NodeServerOptions) => void };
  const milestones = {
    told() {
      // First, for the same reason.
      keepCode();
      optimiseAsUsual();
      growSlowly();
    },
    rested: liveThriftily,
  };
  startNodeServer({ ...options, milestones });
}

interface Loaded {
  readonly exports: unknown;
  /** Keeps what has been compiled by now, unless what was kept before is still good. */
  readonly keepCode: () => void;
}

function load(file: string): Loaded {
  const kept = fileOfCode(file);
  const cachedData = kept === null ? null : codeIn(kept);
  const script = new Script(module.wrap(bytesIn(file).toString()), {
    filename: file,
    ...(cachedData === null ? {} : { cachedData }),
  });
  const loaded = { exports: {} };
  script.runInThisContext()(loaded.exports, createRequire(file), loaded, file, dirname(file));
  const isKept = cachedData !== null && script.cachedDataRejected === false;
  return {
    exports: loaded.exports,
    keepCode: () => {
      if (kept !== null && !isKept) keep(kept, script.createCachedData());
    },
  };
}

/**
 * Where the code of a file is kept: another place for every other form of the file and every other Node. Null where the user wants
 * none. The environment may say so as it does to Node: see NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE.
 */
function fileOfCode(file: string): string | null {
  const { env, version, arch } = process;
  if (env.NODE_DISABLE_COMPILE_CACHE === "1") return null;
  const { size, mtimeMs } = statSync(file);
  const name = [basename(file), size, Math.round(mtimeMs), version, arch].join("-");
  const folder = env.NODE_COMPILE_CACHE || userFolder();
  return folder === null ? null : join(folder, name + CODE);
}

/** Of this user alone: who can write there, can make the server do anything. Null for a user without a home, as in some containers. */
function userFolder(): string | null {
  const { env, platform } = process;
  try {
    if (platform === "win32") return join(env.LOCALAPPDATA || join(homedir(), "AppData", "Local"), "seg");
    if (platform === "darwin") return join(homedir(), "Library", "Caches", "seg");
    return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "seg");
  } catch {
    return null;
  }
}

/** Null where there is none, or where it is not what was kept: V8 would run it all the same. */
function codeIn(path: string): Buffer | null {
  try {
    const kept = bytesIn(path);
    const code = kept.subarray(DIGEST);
    return digestOf(code).equals(kept.subarray(0, DIGEST)) ? code : null;
  } catch {
    return null;
  }
}

/** Node has known them since 20, TypeScript's description of it does not. */
const Growable = ArrayBuffer as new (length: number, options: { readonly maxByteLength: number }) => ArrayBuffer;

/**
 * In a buffer that could grow, because that is not of the C library's memory: the one of Linux takes the largest block that was
 * ever given back to it as the measure of what it keeps for later, for each thread, so that a server that has read megabytes in
 * one block takes up a tenth more memory as long as it lives.
 */
function bytesIn(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.from(new Growable(size, { maxByteLength: size }), 0, size);
    let read = 0;
    for (let count = 1; count > 0 && read < size; read += count) count = readSync(file, bytes, read, size - read, null);
    return bytes.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

function digestOf(code: Buffer): Buffer {
  return createHash("sha1").update(code).digest();
}

/** Whoever reads meanwhile finds all or nothing. Where it cannot be written, the next start is as slow as this one. */
function keep(path: string, code: Buffer): void {
  const fresh = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(fresh, Buffer.concat([digestOf(code), code]), { mode: 0o600 });
    renameSync(fresh, path);
    dropOld(dirname(path));
  } catch {
    // Nothing depends on it.
  }
}

/** Of forms of the server that are no more, most likely. */
function dropOld(folder: string): void {
  const kept = readdirSync(folder)
    .filter((name) => name.endsWith(CODE))
    .map((name) => join(folder, name))
    .map((path) => ({ path, time: statSync(path).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { path } of kept.slice(MOST_KEPT)) rmSync(path, { force: true });
}
