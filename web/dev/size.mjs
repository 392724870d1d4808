// What a browser loads for the first view (the chargers), compressed as the server sends it. Fails above the budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budgetKb = 250;
const html = readFileSync('dist/index.html', 'utf8');
const files = [...html.matchAll(/(?:src|href)="\/ui\/(assets\/[^"]+)"/g)].map((match) => match[1]);
const css = files.filter((file) => file.endsWith('.css')).map((file) => readFileSync(`dist/${file}`, 'utf8'));
const fonts = css
  .join('')
  .match(/assets\/inter-latin-wght[^)"']+|inter-latin-wght[^)"']+/g)
  ?.map((file) => `assets/${file.replace(/^assets\//, '')}`);
let total = gzipSync(html).length;
for (const file of [...new Set([...files, ...(fonts ?? [])])]) {
  const bytes = file.endsWith('.woff2')
    ? readFileSync(`dist/${file}`).length
    : gzipSync(readFileSync(`dist/${file}`)).length;
  total += bytes;
  process.stdout.write(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${file}\n`);
}
process.stdout.write(`${(total / 1000).toFixed(1).padStart(7)} kB  first view, budget ${budgetKb} kB\n`);
process.exit(total / 1000 > budgetKb ? 1 : 0);
