/** How the command ended, for cli.ts to tell the shell: 0 all held, 1 a claim failed or a run was incomplete. */
export const outcome = { exitCode: 0 as 0 | 1 };
