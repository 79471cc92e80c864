/** Comes back when all that has arrived in the meantime has been read: messages, and the cancelling of requests among them. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else {
      // In a browser's worker a timer would wait for milliseconds.
      const { port1, port2 } = new MessageChannel();
      const listening = port1 as unknown as { onmessage: () => void };
      listening.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    }
  });
}
