import { expectRun } from './commands/generate/expected-runner.ts';
import { removeShellSettings } from './text/shell/settings.ts';
import { absoluteFolders } from './tools/search-path.ts';

// Until a result says otherwise.
process.exitCode = 2;
// Before any tool is started.
process.env.PATH = absoluteFolders(process.env.PATH);
removeShellSettings(process.env);
expectRun(process.argv.slice(2));
void import('./commands/run-program.ts').then(({ runProgram }) => runProgram());
