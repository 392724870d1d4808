// Reads one test report: node count.mjs trx|vitest|tap|playwright FILE
// Prints "PASSED FAILED", then a line for each failed test: its name and what it says.
import { readFileSync } from 'node:fs';

const unescaped = (xml) =>
  xml.replace(/&(lt|gt|quot|apos|amp|#x[dD]|#x[aA]);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name] ?? ' ');

const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];

const reports = {
  trx: (text) => {
    const line = text.match(/<Counters [^>]*>/)?.[0] ?? '';
    const number = (name) => Number(line.match(new RegExp(` ${name}="(\\d+)"`))?.[1] ?? 0);
    const failures = [...text.matchAll(/<UnitTestResult [^>]*testName="([^"]*)"[^>]*outcome="Failed"[^>]*>([\s\S]*?)<\/UnitTestResult>/g)];
    return {
      passed: number('passed'),
      failed: number('total') - number('passed'),
      failures: failures.map(([, name, body]) => [unescaped(name), unescaped(body.match(/<Message>([\s\S]*?)<\/Message>/)?.[1] ?? '')]),
    };
  },
  vitest: (text) => {
    const report = JSON.parse(text);
    const tests = report.testResults.flatMap((file) => file.assertionResults);
    return {
      passed: report.numPassedTests,
      failed: report.numTotalTests - report.numPassedTests,
      failures: tests.filter((test) => test.status === 'failed').map((test) => [test.fullName, test.failureMessages.join(' ')]),
    };
  },
  tap: (text) => ({
    passed: Number(text.match(/^# pass (\d+)/m)?.[1] ?? 0),
    failed: Number(text.match(/^# fail (\d+)/m)?.[1] ?? 0),
    failures: [...text.matchAll(/^\s*not ok \d+ - (.*)[\s\S]*?(?:^\s*error: (.*))?$/gm)].map(([, name, message]) => [name, message ?? '']),
  }),
  playwright: (text) => {
    const { stats, suites } = JSON.parse(text);
    const failed = suites.flatMap(specs).filter((spec) => !spec.ok);
    const message = (spec) => spec.tests.flatMap((test) => test.results).flatMap((result) => result.errors)[0]?.message ?? '';
    return {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + stats.skipped,
      failures: failed.map((spec) => [`${spec.file}: ${spec.title}`, message(spec)]),
    };
  },
};

const [kind, file] = process.argv.slice(2);
try {
  const { passed, failed, failures } = reports[kind](readFileSync(file, 'utf8'));
  console.log(passed, failed);
  for (const [name, message] of failures) {
    const plain = message.replace(/\x1b\[[0-9;]*m/g, '').replace(/\s+/g, ' ').trim();
    console.log(`${name}: ${plain.slice(0, 600)}`);
  }
} catch {
  console.log('0 0');
}
