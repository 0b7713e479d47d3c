import type { HistoryEvent } from './history.ts';

/** Something that stands in the database because an operation was done. */
export interface StoredFact {
  readonly trace: string;
  /** What the operation answered, or would have answered: the serial or the id it made. */
  readonly answer: string;
}

interface Remembered {
  readonly client: number;
  readonly trace: string;
  end?: Exclude<HistoryEvent, { type: 'invoke' }>;
}

/**
 * Holds what the clients were told against what stands in the database. Each `ok` stands there exactly once and as it was
 * answered, each `fail` not at all, each `unknown` at most once, and nothing stands there that nobody asked for. Answers
 * one sentence for each fault; none when the two agree.
 */
export function checkHistory(events: readonly HistoryEvent[], stored: readonly StoredFact[]): string[] {
  const faults: string[] = [];
  const operations = remembered(events, faults);
  const byTrace = Map.groupBy(stored, ({ trace }) => trace);
  const wanted = Map.groupBy(operations.values(), ({ trace }) => trace);
  for (const [trace, asked] of wanted) {
    if (asked.length > 1) faults.push(`${trace}: two operations would leave the same trace, so nothing can be told`);
    for (const operation of asked) faults.push(...faultsOf(operation, byTrace.get(trace) ?? []));
  }
  for (const trace of byTrace.keys()) {
    if (!wanted.has(trace)) faults.push(`${trace}: stands in the database, and nobody asked for it`);
  }
  return faults;
}

function remembered(events: readonly HistoryEvent[], faults: string[]): Map<number, Remembered> {
  const operations = new Map<number, Remembered>();
  for (const event of events) {
    if (event.type === 'invoke') {
      operations.set(event.operation, { client: event.client, trace: event.trace });
      continue;
    }
    const operation = operations.get(event.operation);
    if (operation === undefined) faults.push(`operation ${event.operation} ended before it began`);
    else if (operation.end) faults.push(`${operation.trace}: ended twice`);
    else operation.end = event;
  }
  return operations;
}

function faultsOf({ client, trace, end }: Remembered, facts: readonly StoredFact[]): string[] {
  const times = facts.length;
  switch (end?.type) {
    case 'ok':
      if (times === 0) return [`${trace}: lost; client ${client} was told it was done`];
      if (times > 1) return [`${trace}: doubled; it stands there ${times} times`];
      return facts[0]?.answer === end.answer
        ? []
        : [`${trace}: client ${client} was answered ${end.answer}, and ${facts[0]?.answer ?? ''} stands there`];
    case 'fail':
      return times === 0 ? [] : [`${trace}: done, though client ${client} was told it was refused (${end.why})`];
    case 'unknown':
    case undefined:
      return times <= 1 ? [] : [`${trace}: doubled; it stands there ${times} times`];
  }
}
