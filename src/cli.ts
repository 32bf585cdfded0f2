import { expectRun } from './commands/generate/expected-runner.ts';

expectRun(process.argv.slice(2));
void import('./commands/run-program.ts').then(({ runProgram }) => runProgram());
