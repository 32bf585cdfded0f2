/** RFC 9293 states, spelled as netstat(8) prints them. */
export const TCP_STATES = [
  'LISTEN',
  'SYN_SENT',
  'SYN_RECV',
  'ESTABLISHED',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'CLOSE_WAIT',
  'CLOSING',
  'LAST_ACK',
  'TIME_WAIT',
  'CLOSE',
] as const;
export type TcpState = (typeof TCP_STATES)[number];

/** TCP control bits, RFC 9293 section 3.1. */
export const TCP_FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'] as const;
export type TcpFlag = (typeof TCP_FLAGS)[number];

/** Protocols that a packet can be told apart by. */
export const PACKET_PROTOCOLS = ['TCP', 'UDP', 'ICMP', 'ARP'] as const;

/** First letters of ps's STAT column, ps(1): running, sleeping, waiting for a disk, stopped, zombie. */
export const PROCESS_STATES = ['R', 'S', 'D', 'T', 'Z'] as const;

/** Signals that can end a program, signal(7). */
export const EXIT_SIGNALS = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGILL',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGKILL',
  'SIGUSR1',
  'SIGSEGV',
  'SIGUSR2',
  'SIGPIPE',
  'SIGALRM',
  'SIGTERM',
] as const;
