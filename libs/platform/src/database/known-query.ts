import pg, { type FieldDef, type QueryResult } from 'pg';

/** What pg works out of the description of an answer's columns. */
interface Shape {
  fields: FieldDef[];
  _parsers: unknown;
  _prebuiltEmptyResultObject: unknown;
}

interface Internals {
  _result: Shape;
  _accumulateRows: boolean;
  handleRowDescription(message: { readonly fields: FieldDef[] }): void;
}

type Callback = (cause: Error | undefined, result: QueryResult) => void;
const Query = pg.Query as unknown as new (text: string, values: unknown[]) => pg.Query & Internals;
const shapes = new Map<string, Shape>();

/**
 * A prepared statement that is asked. pg works its columns out anew for each answer, by name and type, which takes longer
 * than reading a row of them; they are those of the last answer, and only looked at whether they still are.
 */
export class KnownQuery extends Query {
  constructor(
    text: string,
    values: unknown[],
    readonly name: string,
    readonly callback: Callback,
  ) {
    super(text, values);
  }

  override handleRowDescription(message: { readonly fields: FieldDef[] }): void {
    const shape = shapes.get(this.name);
    if (shape === undefined || !areSame(shape.fields, message.fields)) {
      super.handleRowDescription(message);
      const { fields, _parsers, _prebuiltEmptyResultObject } = this._result;
      shapes.set(this.name, { fields, _parsers, _prebuiltEmptyResultObject });
      return;
    }
    Object.assign(this._result, shape);
    this._accumulateRows = true;
  }
}

function areSame(known: readonly FieldDef[], told: readonly FieldDef[]): boolean {
  if (known.length !== told.length) return false;
  for (let index = 0; index < known.length; index += 1) {
    const [one, other] = [known[index], told[index]];
    if (one?.dataTypeID !== other?.dataTypeID || one?.name !== other?.name) return false;
  }
  return true;
}
