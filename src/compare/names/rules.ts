/** Sentences on free observations: what was compared in their place. */
export const TIMES_RULE = 'Times and dates that lie within the run are words.';
export const DURATIONS_RULE = 'Durations that were measured (a number with a fraction and a unit) are words.';
export const SPEAKERS_RULE =
  'Several processes share this terminal, and each names itself at the beginning of its lines: ' +
  'the lines of each are compared in their order; lines of different ones may interleave freely.';
export const SHARED_ROWS_RULE =
  'Under the loopback driver tables show the whole machine: compared are only the rows of the programs of this run and ' +
  'of the connections that it captured.';
export const ACKS_RULE =
  'A segment that only acknowledges may travel alone or ride on data (delayed acknowledgement, RFC 9293 section 3.8.6.3): ' +
  'such segments are left out of the sequence, and compared is whether all data and FINs were acknowledged in the end.';
export const CONVERSATIONS_RULE =
  'Packets of different connections may interleave freely; those of each are compared in their order.';

/** For every comparison. */
export const RENAMING_RULE =
  'What machines choose (ports, process ids, terminal numbers, absolute sequence numbers, inodes) is named by its role, ' +
  'consistently across all evidence of a run. Ports that the lab gives are compared as they are.';
