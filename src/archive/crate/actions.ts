import { tell } from '../../language/tell.ts';
import type { Evidence, RunRecord } from '../../record/run-record.ts';
import { filesOf } from '../../record/shape.ts';
import { type Entity, idOfPath, type Part, refer, withoutAbsent } from './entity.ts';
import { LABREPORT_ID, programsIn, softwareId } from './software.ts';
import { addMs } from './time.ts';

const STATUS = 'http://schema.org/';

/** One action for each command that the run started. */
export function actionsOf(record: RunRecord, agent: Entity | undefined): Entity[] {
  return record.evidence.map((evidence) => actionOf(evidence, record, agent));
}

/** labreport's own: from the lab to the record and the report. */
export function runAction({ lab, run, inputs }: RunRecord, parts: readonly Part[], agent: Entity | undefined): Entity {
  const isMade = ({ path }: Part) => !path.startsWith('logs/') && !path.startsWith('lab/');
  const { failure } = run;
  return withoutAbsent({
    '@id': '#run',
    '@type': 'CreateAction',
    name: `Run of the lab ${lab.name}`,
    description: `labreport generate ${lab.name}`,
    startTime: run.startedAt,
    endTime: addMs(run.startedAt, run.durationMs),
    instrument: { '@id': LABREPORT_ID },
    agent: agent && refer(agent),
    object: inputs.map(({ path }) => ({ '@id': idOfPath(path) })),
    result: parts.filter(isMade).map(({ path }) => ({ '@id': idOfPath(path) })),
    ...endOf(failure && `expected ${tell(failure.expected)}, seen: ${tell(failure.seen)}`),
  });
}

function actionOf(evidence: Evidence, { files, inputs }: RunRecord, agent: Entity | undefined): Entity {
  const { id, command, host, startedAt, beganMs, endedMs, kind } = evidence;
  const kept = new Set(files.map(({ path }) => path));
  const results = filesOf(evidence).filter((path) => kept.has(path));
  const sources = kind === 'build' ? inputs.filter(({ path }) => path.startsWith('lab/src/')) : [];
  return withoutAbsent({
    '@id': `#run-${encodeURIComponent(id)}`,
    '@type': 'CreateAction',
    name: host === undefined ? `${kind} ${id}` : `${kind} ${id} on ${host}`,
    description: command,
    startTime: startedAt,
    endTime: addMs(startedAt, endedMs - beganMs),
    instrument: instrumentOf(command),
    agent: agent && refer(agent),
    object: sources.length === 0 ? undefined : sources.map(({ path }) => ({ '@id': idOfPath(path) })),
    result: results.map((path) => ({ '@id': idOfPath(path) })),
    ...endOf(whyFailed(evidence)),
  });
}

/** Of a pipeline all programs; the run itself where none is to be told. */
function instrumentOf(command: string): unknown {
  const ids = programsIn(command).map((program) => ({ '@id': softwareId(program) }));
  if (ids.length === 0) return { '@id': LABREPORT_ID };
  return ids.length === 1 ? ids[0] : ids;
}

function endOf(error: string | undefined): Record<string, unknown> {
  if (error === undefined) return { actionStatus: { '@id': `${STATUS}CompletedActionStatus` } };
  return { actionStatus: { '@id': `${STATUS}FailedActionStatus` }, error };
}

/** A program that the lab itself stopped has not failed. */
function whyFailed(evidence: Evidence): string | undefined {
  const { exit, unavailable } = evidence;
  if (unavailable !== undefined) return tell(unavailable);
  const wasStopped = evidence.kind === 'capture' || (evidence.kind === 'terminal' && evidence.stoppedMs !== undefined);
  if (exit === undefined || wasStopped) return undefined;
  if ('signal' in exit) return `ended by ${exit.signal}`;
  return exit.status === 0 ? undefined : `ended with status ${exit.status}`;
}
