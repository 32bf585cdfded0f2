import { Missing } from '../../../template/captured.ts';
import { captured, findOutput, type Helper, missingOr } from '../../report.ts';

/**
 * A terminal's process id, or a value that its `until` expression named.
 * @argument {text} name the terminal's name, a full stop, and pid or the name of a group in `until`
 * @example The server has process id {{value "server.pid"}}, the client port {{value "client2.port"}}.
 */
export const value: Helper = (report, call) => {
  call.expect({ args: 1 });
  const [, id, name] = /^(.*)\.([^.]*)$/.exec(call.text(0, 'terminal.name, e.g. "server.pid"')) ?? [];
  if (id === undefined || name === undefined) {
    throw call.fail(`unexpected "${call.args[0]}" for {{value}}, expected terminal.name, e.g. "server.pid"`);
  }
  const terminal = findOutput(report, call, { id, kinds: ['terminal'] });
  if (terminal instanceof Missing) return terminal;
  const found = Object.hasOwn(terminal.values, name) ? terminal.values[name] : undefined;
  if (found !== undefined) return captured(report, found);
  if (name === 'pid' && terminal.pid !== undefined) return terminal.pid;
  return missingOr(report, call.unknown(`value of ${id}`, name, ['pid', ...Object.keys(terminal.values)]));
};
