import { join } from 'node:path';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const NODE_ENVIRONMENTS = ['development', 'test', 'production'] as const;

/** How much is written to the log. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The settings of one process, checked and typed. */
export type Environment = {
  /** 0: any free port. */
  port: number;
  host: string;
  /** Not set: the launcher brings a database of its own. */
  databaseUrl: string | undefined;
  dataFolder: string;
  /** Where the anchors of the audit trail and their key are kept. Not set: in the data folder. */
  auditFolder: string | undefined;
  logLevel: LogLevel;
  nodeEnv: (typeof NODE_ENVIRONMENTS)[number];
  /** The IANA time zone in which "today" is asked. */
  marketZone: string;
};

/** One setting that cannot be used; `found` is as it may be shown. */
export type WrongSetting = { name: string; found: string; expected: string };

/** The settings cannot be used; the message names every wrong one. */
export class EnvironmentProblem extends Error {
  constructor(readonly wrong: WrongSetting[]) {
    const lines = wrong.map(({ name, found, expected }) => `  ${name} is ${found}; expected ${expected}`);
    super([wrong.length === 1 ? 'A setting is wrong:' : `${wrong.length} settings are wrong:`, ...lines].join('\n'));
    this.name = 'EnvironmentProblem';
  }
}

/** Reads all settings. An empty one counts as not set. Throws `EnvironmentProblem` when any of them is wrong. */
export function readEnvironment(env: Record<string, string | undefined>): Environment {
  const settings = new Settings(env);
  const environment: Environment = {
    port: settings.read('PORT', 4000, portOf, 'a port number from 0 (any free one) to 65535'),
    host: settings.read('HOST', '127.0.0.1', hostOf, 'a host name or an IP address, without scheme and port'),
    databaseUrl: settings.read(
      'DATABASE_URL',
      undefined,
      postgresUrlOf,
      'postgresql://user:password@host:port/database',
    ),
    dataFolder: settings.read('DATA_FOLDER', '.data', (text) => text, 'a folder'),
    auditFolder: settings.read('AUDIT_FOLDER', undefined, (text) => text, 'a folder'),
    logLevel: settings.read('LOG_LEVEL', 'info', oneOf(LOG_LEVELS), `one of ${LOG_LEVELS.join(', ')}`),
    nodeEnv: settings.read(
      'NODE_ENV',
      'development',
      oneOf(NODE_ENVIRONMENTS),
      `one of ${NODE_ENVIRONMENTS.join(', ')}`,
    ),
    marketZone: settings.read('MARKET_ZONE', 'Asia/Tokyo', timeZoneOf, 'an IANA time zone, such as Asia/Tokyo'),
  };
  if (settings.wrong.length > 0) throw new EnvironmentProblem(settings.wrong);
  return environment;
}

/** Where the anchors of the audit trail and the key that signs them are. */
export function auditFolderOf({ auditFolder, dataFolder }: Pick<Environment, 'auditFolder' | 'dataFolder'>): string {
  return auditFolder ?? join(dataFolder, 'audit');
}

class Settings {
  readonly wrong: WrongSetting[] = [];
  private readonly env: Record<string, string | undefined>;

  constructor(env: Record<string, string | undefined>) {
    this.env = env;
  }

  read<Value, Default>(
    name: string,
    otherwise: Default,
    parse: (text: string) => Value | undefined,
    expected: string,
  ): Value | Default {
    const text = this.env[name]?.trim();
    if (text === undefined || text === '') return otherwise;
    const value = parse(text);
    if (value !== undefined) return value;
    this.wrong.push({ name, found: showable(name, text), expected });
    return otherwise;
  }
}

/** A database address has a password in it, which belongs in no log. */
function showable(name: string, text: string): string {
  if (name !== 'DATABASE_URL') return `"${text}"`;
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0];
  return scheme && scheme.length < 20
    ? `an address that begins with "${scheme}"`
    : 'something else (not shown, as it may hold a password)';
}

function portOf(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65535 ? Number(text) : undefined;
}

function hostOf(text: string): string | undefined {
  return /^[A-Za-z0-9.:_-]+$/.test(text) && !/^[^:]+:\d+$/.test(text) ? text : undefined;
}

function postgresUrlOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, pathname } = new URL(text);
  return /^postgres(ql)?:$/.test(protocol) && pathname.length > 1 ? text : undefined;
}

function oneOf<const Value extends string>(values: readonly Value[]): (text: string) => Value | undefined {
  return (text) => values.find((value) => value === text.toLowerCase());
}

function timeZoneOf(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
