/**
 * labreport as a library: docs/library.md. Everything that crosses it is plain data, which survives JSON and
 * `structuredClone`; nothing is printed, and no process is ended but those that a run started.
 */
export type { Forgery } from './app/check/forgery.ts';
export type { GenerateOptions, ProgramOptions } from './app/generate/generate-options.ts';
export type { ReportEvent } from './app/generate/result.ts';
export type { RenderOptions } from './app/render/render-options.ts';
export type { SubmitOptions } from './app/submit/submit-options.ts';
export type { UpdateOptions } from './app/update/update-options.ts';
export type { CrossCheck } from './claims/cross/cross-check.ts';
export type { Citation, Verdict } from './claims/verdict.ts';
export type { Whole } from './claims/whole.ts';
export type { PacketJson } from './evidence/packet-json.ts';
export type { Lab } from './lab/types.ts';
export { type GeneratedReport, generateReport, type RanLab, runLab } from './library/labs.ts';
export { readPackets } from './library/packets.ts';
export {
  type CheckedReport,
  checkReport,
  type RenderedReport,
  renderReport,
  type SubmittedReport,
  submitReport,
  type UpdatedReport,
  updateReport,
  type VerifiedReport,
  type VerifyEvent,
  verifyReport,
} from './library/reports.ts';
export { tellMessage } from './library/words.ts';
export type { Message, MessageId } from './messages/message.ts';
export type { Evidence, RunRecord } from './record/run-record.ts';
export type { RunEvent } from './scenario/events.ts';
export { ERROR_CODES, type ErrorCode } from './text/codes/error-codes.ts';
export { LabreportError } from './text/errors.ts';
