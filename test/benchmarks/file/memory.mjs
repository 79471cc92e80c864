// node --import memory.mjs COMMAND …: says at the end how much memory the process took, in kilobytes.
process.on("exit", () => {
  console.error(JSON.stringify({ memory: process.resourceUsage().maxRSS }));
});
