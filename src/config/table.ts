import { SETTINGS } from './settings.ts';

/** README's configuration table, made from the schema so that it cannot drift (a test compares them). */
export function configurationTable(): string {
  const lines: string[] = [];
  let group = '';
  for (const setting of Object.values(SETTINGS)) {
    if (setting.group !== group) {
      group = setting.group;
      lines.push('', `**${group}**`, '', '| variable | default | meaning |', '|---|---|---|');
    }
    const name = setting.secret ? `\`${setting.env}\` (or \`${setting.env}_FILE\`)` : `\`${setting.env}\``;
    lines.push(`| ${name} | ${defaultOf(setting.schema.safeParse(undefined))} | ${setting.help} |`);
  }
  return lines.join('\n').trim();
}

function defaultOf(parsed: { success: boolean; data?: unknown }): string {
  if (!parsed.success || parsed.data === undefined || parsed.data === '') return '';
  return `\`${String(parsed.data)}\``;
}
