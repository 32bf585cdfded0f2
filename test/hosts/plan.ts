/** Two hosts on one network. */
export const PLAN = {
  domain: 'lab.example',
  networks: { lan: '192.0.2.0/24' },
  hosts: { vit001: { lan: '192.0.2.1' }, vit002: { lan: '192.0.2.2' } },
};
