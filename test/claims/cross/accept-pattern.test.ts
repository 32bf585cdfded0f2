import { expect, test } from 'vitest';
import { pairPattern } from '../../../src/claims/cross/accept-pattern.ts';

const NAMES = new Set(['vit002', 'vit002.lab.example', '192.0.2.2', '192.0.2.22', '2001:db8::2']);

function pairsIn(line: string): string[] {
  return Array.from(line.matchAll(pairPattern(NAMES)), ({ groups }) => {
    return `${groups?.address} ${groups?.mark?.trim() || 'nothing'} ${groups?.port}`;
  });
}

test.each<[string, string[]]>([
  ['192.0.2.2:36030', ['192.0.2.2 : 36030']],
  ['192.0.2.2#36030', ['192.0.2.2 # 36030']],
  ["accepted ('192.0.2.2', 36030)", ['192.0.2.2 , 36030']],
  ['[2001:db8::2]:36030', ['2001:db8::2 : 36030']],
  ['192.0.2.22/36030', ['192.0.2.22 / 36030']],
  ['192.0.2.2 port 36030', ['192.0.2.2 port 36030']],
  ['192.0.2.2, remote port: 36030', ['192.0.2.2 , remote port: 36030']],
  ['192.0.2.2 (from its port number 36030', ['192.0.2.2 (from its port number 36030']],
  ['connection from VIT002.lab.example 36030', ['VIT002.lab.example nothing 36030']],
  ['vit002:36030 and 192.0.2.2:36031', ['vit002 : 36030', '192.0.2.2 : 36031']],
  ['192.0.2.2, "36030"', ['192.0.2.2 , 36030']],
  ['no address: 36030', []],
  ['a longer one: 1192.0.2.2:36030, 192.0.2.2.7:36030', []],
  ['another name: xvit002:36030, vit002-b:36030', []],
  ['no port: 192.0.2.2:3603012, 192.0.2.2:12.5, 192.0.2.2 at 12:30:45', []],
  [`192.0.2.2${' '.repeat(40)}port 36030`, []],
])('%s', (line, pairs) => {
  expect(pairsIn(line)).toEqual(pairs);
});
