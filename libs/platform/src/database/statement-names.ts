const names = new Map<string, string>();

/** A short name for a statement text, the same each time: PostgreSQL then prepares it once per connection. */
export function statementName(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `s${names.size}`;
    names.set(text, name);
  }
  return name;
}
