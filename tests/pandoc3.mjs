// Pandoc 3, of npm's pandoc-wasm.  usage: node pandoc3.mjs NODE_MODULES <JOBS
// JOBS is JSON, a list of {"options": of a defaults file, "input": text, "output": file, "images": files here}; prints a list
// of what was said to each.
import { readFileSync, writeFileSync } from 'node:fs';
const { convert } = await import(`${process.argv[2]}/pandoc-wasm/src/index.node.js`);
const said = [];
for (const { options, input, output, images } of JSON.parse(readFileSync(0, 'utf8'))) {
    const result = await convert({ ...options, 'output-file': 'out' }, input, Object.fromEntries(images.map((name) => [name, new Blob([readFileSync(name)])])));
    if (result.files.out)
        writeFileSync(output, Buffer.from(await new Blob([result.files.out]).arrayBuffer()));
    said.push(result.stderr);
}
console.log(JSON.stringify(said));
