// Tells on file descriptor 3, when the process ends, the most memory that it had (ru_maxrss, getrusage(2), KiB).
import { writeSync } from 'node:fs';

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
