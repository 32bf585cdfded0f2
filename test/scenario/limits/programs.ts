/** Each has too much of one thing, ends by itself where nobody ends it, and does nothing worse. */
const scripts = {
  nothing: 'echo "within all limits"; exit 3',
  processes: 'for i in $(seq 30); do sleep 20 & done; wait',
  // It comes back to no parent.
  orphans: 'for i in $(seq 30); do setsid -f sleep 20; done; sleep 20',
  threads: './threads',
  files: `perl -e '$^F = 255; for (1 .. 41) { open my $f, "<", "/dev/null"; push @kept, $f } sleep 20'`,
  output: 'head -c 1000000 /dev/zero | tr "\\0" x; sleep 20',
  cpu: `perl -e '1 while times < 20'`,
  // One by one they are below it.
  'cpu of children that have ended': `for i in $(seq 100); do perl -e '1 while times < 0.2'; done`,
  memory: `perl -e '$kept = "x" x 40e6; sleep 20'`,
  'memory of several': `for i in 1 2 3; do perl -e '$kept = "x" x 15e6; sleep 20' & done; wait`,
  disk: 'head -c 8000000 /dev/zero >one; sleep 20',
  // Who comes later finds no room, and goes on.
  'a disk that is full already': `perl -e '$| = 1; open my $f, ">", "two"; print $f "x" x 2e5; close $f or print "full"'`,
  // It takes no room on the disk, at which the watch looks: the kernel ends it (setrlimit(2)).
  'a file with a hole': `perl -e 'open my $f, ">", "hole"; seek $f, 7e6, 0; print $f "x"; close $f; sleep 20'`,
} as const;

/** Waits in as many threads as 20 processes may not have together. */
const threads = `#include <pthread.h>
#include <unistd.h>
static void *rest(void *none) { sleep(20); return none; }
int main(void) {
  pthread_t thread;
  for (int i = 0; i < 170; i++) pthread_create(&thread, 0, rest, 0);
  sleep(20);
  return 0;
}
`;

export const PROGRAMS = { scripts, threads };
