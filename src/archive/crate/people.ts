import type { RunRecord } from '../../record/run-record.ts';
import { type Entity, refer, withoutAbsent } from './entity.ts';

/** Who ran the lab, then the school: none where nobody has told. */
export function personOf({ frontMatter = {} }: RunRecord): Entity[] {
  const { author, id, email, institution } = frontMatter;
  const school: Entity[] =
    institution === undefined ? [] : [{ '@id': '#institution', '@type': 'Organization', name: institution }];
  if (author === undefined) return [];
  const affiliation = school[0] && refer(school[0]);
  const person = { '@id': '#author', '@type': 'Person', name: author, identifier: id, email, affiliation };
  return [withoutAbsent(person), ...school];
}

/** The licence that was told: by its URL, or by its short name at spdx.org. */
export function licenseOf({ frontMatter }: RunRecord): Entity[] {
  const license = frontMatter?.license;
  if (license === undefined) return [];
  const isUrl = /^https?:\/\/\S+$/.test(license);
  const isSpdx = /^[A-Za-z0-9][A-Za-z0-9.+-]*$/.test(license);
  const id = isUrl ? license : isSpdx ? `https://spdx.org/licenses/${license}` : '#license';
  const description = `The author gives the report under this license: ${license}`;
  return [{ '@id': id, '@type': 'CreativeWork', name: license, description }];
}
