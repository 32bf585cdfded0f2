import { homedir } from 'node:os';

/** The person's home folder; "" where the system knows no such user, as in many containers, and HOME does not tell. */
export function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}
