import { expectRun } from './commands/generate/expected-runner.ts';

// Until a result says otherwise.
process.exitCode = 2;
expectRun(process.argv.slice(2));
void import('./commands/run-program.ts').then(({ runProgram }) => runProgram());
