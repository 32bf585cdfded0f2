import type { LabIdentity } from '../../record/run-record.ts';
import type { Language } from '../language.ts';
import { numbers } from './numbers.ts';

/** Words about which lab a report was made from. */
export const lab: Language['lab'] = {
  identity: ({ name, values }, identity) => {
    const chosen = values.length === 0 ? '' : `; con ${numbers.list(values)}`;
    if (identity.is === 'unknown') return `Práctica: ${name}, que no es de las que trae labreport${chosen}`;
    if (identity.is === 'shipped')
      return `Práctica: ${name}, tal como la trae labreport ${identity.labreport}${chosen}`;
    return `Práctica: ${name}, cambiada respecto a labreport ${identity.labreport}: ${changes(identity).join('; ')}${chosen}`;
  },
};

function changes({ gutted, changed, gone, added, parts }: Extract<LabIdentity, { is: 'changed' }>): string[] {
  return [
    ...(gutted.length === 0 ? [] : [`con las mismas palabras se comprueba otra cosa en ${claims(gutted)}`]),
    ...(changed.length === 0 ? [] : [`otras palabras para ${claims(changed)}`]),
    ...(gone.length === 0 ? [] : [`sin ${claims(gone)}`]),
    ...(added.length === 0 ? [] : [`además, ${claims(added)}`]),
    ...(parts.length === 0 ? [] : [`cambios en ${numbers.list(parts.map((part) => PARTS[part] ?? part))}`]),
  ];
}

/** Names of parts of lab.yaml that are words of Spanish too. */
const PARTS: Record<string, string> = {
  steps: 'los pasos',
  sources: 'el código fuente',
  template: 'la plantilla',
  parameters: 'los parámetros',
  hosts: 'las máquinas',
  networks: 'las redes',
  title: 'el título',
  build: 'la compilación',
  limits: 'los límites',
  domain: 'el dominio',
  programs: 'los programas',
};

function claims(ids: readonly string[]): string {
  return `${ids.length === 1 ? 'la afirmación' : 'las afirmaciones'} ${numbers.list(ids)}`;
}
