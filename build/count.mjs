// Prints "PASSED FAILED" for one test report: node count.mjs trx|vitest|tap|playwright FILE
import { readFileSync } from 'node:fs';

const counters = {
  trx: (text) => {
    const line = text.match(/<Counters [^>]*>/)?.[0] ?? '';
    const number = (name) => Number(line.match(new RegExp(` ${name}="(\\d+)"`))?.[1] ?? 0);
    return [number('passed'), number('total') - number('passed')];
  },
  vitest: (text) => {
    const report = JSON.parse(text);
    return [report.numPassedTests, report.numTotalTests - report.numPassedTests];
  },
  tap: (text) => [Number(text.match(/^# pass (\d+)/m)?.[1] ?? 0), Number(text.match(/^# fail (\d+)/m)?.[1] ?? 0)],
  playwright: (text) => {
    const { stats } = JSON.parse(text);
    return [stats.expected + stats.flaky, stats.unexpected + stats.skipped];
  },
};

const [kind, file] = process.argv.slice(2);
try {
  console.log(counters[kind](readFileSync(file, 'utf8')).join(' '));
} catch {
  console.log('0 0');
}
