import type { Claim } from './claims/claims.ts';
import type { Limits } from './limits.ts';
import type { ValueType } from './parameters.ts';
import type { Step } from './verbs/verbs.ts';

/** A lab as its folder describes it, checked and frozen. Texts still hold their `${...}` references. */
export interface Lab {
  /** Name of the lab's folder, e.g. "concurrent-servers". */
  name: string;
  title: string;
  /** File name of the template, e.g. "concurrent-servers.md.hbs". */
  template: string;
  /** Folder of the programs' sources, relative to the lab's folder. */
  source?: string;
  /** Folders among the sources that all hosts share, e.g. ["data"]; each host has a copy of all else. */
  shared?: string[];
  /** Command that builds the sources, e.g. "make all". */
  build?: string;
  /** What programs may use that are not the lab's own; the defaults hold for what is absent. */
  limits?: Partial<Limits>;
  parameters: Record<string, Parameter>;
  /** What is built from the sources, by name; where it is absent, no command is known to be a program of theirs. */
  programs?: Record<string, Program>;
  /** Domain that every host's full name ends in, e.g. "lab.example". */
  domain?: string;
  /** Network name to IPv4 CIDR, e.g. { lan: "192.0.2.0/24" }. */
  networks: Record<string, string>;
  /** Host name to its address on each network it is on, e.g. { vit001: { lan: "192.0.2.1" } }. */
  hosts: Record<string, Record<string, string>>;
  steps: Step[];
  claims: Claim[];
}

export interface Parameter extends Partial<ValueType> {
  value: string;
  default: string;
  description: string;
}

/** A program that is built from the lab's sources, or from those that --source puts into their place. */
export interface Program {
  /** Its command line: words and references, which no shell reads. */
  run: string;
  /** Target of the Makefile that makes it. */
  make?: string;
}
