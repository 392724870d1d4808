// Reads lines of `<schema id> <payload>` and writes for each `ok` or what the official schema has against the payload.
// The validator is the one that ocpp-rpc, a third-party central system, checks its traffic with.
const readline = require("node:readline");
const { createValidator } = require("./node_modules/ocpp-rpc/lib/validator.js");
const schemas = require("./node_modules/ocpp-rpc/lib/schemas/ocpp1_6.json");

const validator = createValidator("ocpp1.6", schemas);
readline.createInterface({ input: process.stdin, crlfDelay: Infinity }).on("line", (line) => {
  const space = line.indexOf(" ");
  try {
    validator.validate(line.slice(0, space), JSON.parse(line.slice(space + 1)));
    process.stdout.write("ok\n");
  } catch (error) {
    process.stdout.write(`${String(error.message).replaceAll("\n", " ")}\n`);
  }
});
