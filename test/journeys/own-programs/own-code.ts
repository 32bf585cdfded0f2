/** The begin of every hostile program: it does not buffer, and tells that it has begun. */
const HEAD = `#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
`;

const program = (main: string, before = '') =>
  `${HEAD}${before}\nint main(int argc, char **argv) { (void)argc; (void)argv; puts("begun"); fflush(stdout);\n${main}\n}\n`;

/** Programs that no one wants on their machine; each goes on for ever where nobody ends it. */
export const HOSTILE = {
  'forks for ever': program('for (;;) fork();'),
  'forks for ever out of sight': program(
    'if (fork()) _exit(0); setsid(); if (fork()) _exit(0); close(0); close(1); close(2); for (;;) fork();',
  ),
  'forks for ever, each in a session of its own': program('for (;;) if (fork() == 0) setsid();'),
  'forks for ever, twice at a time and deaf to signals': program(`for (int i = 1; i < 65; i++) signal(i, SIG_IGN);
  for (;;) if (fork() == 0) { setsid(); if (fork()) _exit(0); }`),
  'fills the disk': program(`static char block[65536];
  char *folders[] = {".", "/tmp", "/dev/shm", "/", "/run", "/run/lab", "/usr", "/etc", "/dev"};
  for (int i = 0;; i++) {
    char name[99];
    snprintf(name, sizeof name, "%s/%d", folders[i % 9], i);
    int file = open(name, O_CREAT | O_WRONLY, 0600);
    if (file < 0) continue;
    while (write(file, block, sizeof block) > 0) if (lseek(file, 0, SEEK_CUR) > 1000000) break;
    close(file);
  }`),
  'prints for ever': program('for (;;) puts("a line of a program that never ends");'),
  'eats memory': program('for (;;) { char *block = malloc(1 << 20); if (block) memset(block, 1, 1 << 20); }'),
  'eats memory in many processes': program(
    'for (int i = 0; i < 7; i++) if (fork() == 0) break; memset(malloc(12 << 20), 1, 12 << 20); for (;;) pause();',
  ),
  spins: program('for (;;);'),
  'opens files for ever': program('for (;;) if (open("/dev/null", O_RDONLY) < 0) usleep(1000);'),
} as const;

/** Ignores what can be ignored, leaves its session and its parents, and goes on. */
export const STUBBORN = program(`for (int i = 1; i < 65; i++) signal(i, SIG_IGN);
  if (fork() == 0) { setsid(); if (fork()) _exit(0); close(0); close(1); close(2); }
  for (;;) pause();`);

/** Looks for what is none of its business; prints one line for each thing that it tried. */
export const CURIOUS = program(
  `read_file(argv[1]);
  read_file("/etc/shadow"); read_file("/proc/1/environ"); read_file("/run/lab/logs/curious.txt"); read_file("/run/lab/status");
  list("/home"); list("/root"); list("/sys"); list("/run/lab"); list("/tmp"); list("/proc/1/root");
  printf("uid 0: %s\\n", setuid(0) ? strerror(errno) : "allowed");
  for (int fd = 3; fd < 1024; fd++) if (fcntl(fd, F_GETFD) >= 0) { char to[80] = "", name[30]; snprintf(name, 30, "/proc/self/fd/%d", fd); readlink(name, to, 79); printf("open descriptor %d: %s\\n", fd, to); }
  for (char **e = environ; *e; e++) printf("environment %s\\n", *e);
  puts("done");`,
  `extern char **environ;
static void read_file(const char *name) {
  char text[80] = "";
  int file = open(name, O_RDONLY);
  if (file >= 0) { long n = read(file, text, 79); if (n < 0) snprintf(text, 80, "not readable"); }
  printf("read %s: %s\\n", name, file < 0 ? strerror(errno) : text);
}
static void list(const char *name) {
  DIR *folder = opendir(name);
  printf("list %s:", name);
  if (!folder) printf(" %s", strerror(errno));
  for (struct dirent *e; folder && (e = readdir(folder));) if (e->d_name[0] != '.') printf(" %s", e->d_name);
  puts("");
  if (folder) closedir(folder);
}`,
);

/** Does all harm to every process that it can name, and tells which those were; its child is one of them. */
export const MURDEROUS = program(`signal(SIGTERM, SIG_IGN);
  if (fork() == 0) for (;;) pause();
  DIR *folder = opendir("/proc");
  for (struct dirent *e; (e = readdir(folder));) if (atoi(e->d_name) && atoi(e->d_name) != getpid()) printf("sees %s\\n", atoi(e->d_name) == 1 ? "1" : "its own");
  for (int pid = 1; pid < 40000; pid++) if (pid != getpid()) { kill(pid, SIGSTOP); kill(pid, SIGKILL); }
  kill(-1, SIGKILL);
  for (int pid = 1; pid < 400; pid++) {
    char name[40];
    snprintf(name, 40, "/proc/%d/mem", pid);
    int file = pid == getpid() ? -1 : open(name, O_RDWR);
    if (file >= 0) printf("opened %s\\n", name);
  }
  puts("done"); fflush(stdout);
  for (;;) pause();`);

/** Makes a child for each line that it reads, and tells both their ids. */
export const PARENTAL = program(`printf("parent %d\\n", getpid()); fflush(stdout);
  for (char line[99]; fgets(line, 99, stdin);) {
    int child = fork();
    if (child == 0) for (;;) pause();
    printf("child %d\\n", child); fflush(stdout);
  }`);

/** Fills every capture. */
export const FLOODING = program(`struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};
  inet_pton(AF_INET, "192.0.2.2", &to.sin_addr);
  int s = socket(AF_INET, SOCK_DGRAM, 0);
  static char block[1400];
  for (int i = 0; i < 2000; i++) sendto(s, block, sizeof block, 0, (void *)&to, sizeof to);
  puts("sent"); fflush(stdout);
  for (;;) pause();`);

/** Tries what a program of a lab has no need of; argv has names of system calls, their numbers and arguments, colons between. */
export const GREEDY = program(`for (int i = 1; i < argc; i++) {
    char *name = strtok(argv[i], ":");
    long a[7] = {0}, n = 0;
    for (char *word; n < 7 && (word = strtok(0, ":"));) a[n++] = strtoul(word, 0, 0);
    long result = syscall(a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
    printf("%s: %s\\n", name, result < 0 ? strerror(errno) : "allowed");
  }
  puts("done");`);

/** Tries to reach others: argv is "ADDRESS PORT ... - UNIX ...", "@" for an abstract name. */
export const TALKATIVE = program(
  `int i = 1;
  for (; strcmp(argv[i], "-"); i += 2) inet(argv[i], atoi(argv[i + 1]));
  for (i++; i < argc; i++) local(argv[i]);
  puts("done");`,
  `static void inet(const char *address, int port) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, address, &to.sin_addr);
  int s = socket(AF_INET, SOCK_STREAM, 0);
  int result = connect(s, (void *)&to, sizeof to);
  printf("%s: %s\\n", address, result ? strerror(errno) : "connected");
}
static void local(const char *name) {
  struct sockaddr_un to = {.sun_family = AF_UNIX};
  strncpy(to.sun_path, name, sizeof to.sun_path - 1);
  if (name[0] == '@') to.sun_path[0] = 0;
  int s = socket(AF_UNIX, SOCK_STREAM, 0);
  int result = connect(s, (void *)&to, offsetof(struct sockaddr_un, sun_path) + strlen(name));
  printf("%s: %s\\n", name[0] == '@' ? "abstract" : "path", result ? strerror(errno) : "connected");
}`,
);

export const MAKEFILE = 'all: hostile\nhostile: hostile.c\n\tcc -w -o $@ $<\n';
