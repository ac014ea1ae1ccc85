/** A value of a CSV cell: text, a number, or nothing. */
export type CsvValue = string | number | null;

/**
 * Rows as CSV by RFC 4180: comma, CRLF, quotes doubled; with a byte order mark, by which spreadsheets know UTF-8. Text that a spreadsheet
 * would take for a formula gets an apostrophe in front.
 */
export function toCsv(rows: readonly (readonly CsvValue[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return plainNumber(value);
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Without an exponent, to a billionth: a spreadsheet in any language reads it. */
function plainNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(9).replace(/0+$/, '').replace(/\.$/, '');
}
