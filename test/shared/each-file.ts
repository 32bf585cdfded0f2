// Vitest runs this before each file of tests.
import { doDuties } from './after-file.ts';

doDuties();
