/**
 * Does a long piece of work that cannot look up from it. Handlers of signals would only run when it is over, so they are
 * put aside: a signal ends the process at once, as it ends any other. For work that has written nothing yet.
 */
export function stoppable<R>(work: () => R): R {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const handlers = signals.map((signal) => process.listeners(signal));
  for (const signal of signals) process.removeAllListeners(signal);
  try {
    return work();
  } finally {
    for (const [index, signal] of signals.entries()) {
      for (const handler of handlers[index] ?? []) process.on(signal, handler);
    }
  }
}
