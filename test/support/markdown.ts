/** A table as the formatter of this repository writes it: numbers to the right. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const row = (cells: readonly string[], pad: 'padEnd' | 'padStart') =>
    `| ${widths.map((width, column) => (cells[column] ?? '')[column === 0 ? 'padEnd' : pad](width)).join(' | ')} |`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [row(head, 'padStart'), row(rule, 'padEnd'), ...rows.map((cells) => row(cells, 'padStart'))].join('\n');
}
