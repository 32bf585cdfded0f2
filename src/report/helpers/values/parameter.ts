import { captured, type Helper } from '../../report.ts';

/**
 * The value that a parameter of the lab had in this run.
 * @argument {text} name the name of a parameter
 * @example The port used was {{parameter "port"}}.
 */
export const parameter: Helper = (report, call) => {
  call.expect({ args: 1 });
  const { parameters } = report.facts.record.lab;
  const name = call.text(0, 'the name of a parameter');
  if (!Object.hasOwn(parameters, name)) throw call.unknown('parameter', name, Object.keys(parameters));
  return captured(report, parameters[name]?.value ?? '');
};
