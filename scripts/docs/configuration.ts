import { configurationTable } from '../../src/config/table.ts';

const SECTION = /(<!-- configuration:begin[^>]*-->\n)[\s\S]*?(<!-- configuration:end -->)/;

/** The README's text with the table of settings as the schema has it now. */
export function withConfigurationTable(readme: string): string {
  if (!SECTION.test(readme)) throw new Error('README.md has lost the marks around its configuration table');
  return readme.replace(
    SECTION,
    (_, begin: string, end: string) => `${begin}${configurationTable()}\n${end}`,
  );
}
