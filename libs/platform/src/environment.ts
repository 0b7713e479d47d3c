import { isIP } from 'node:net';
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
  /** Databases that follow that one, to read from; none unless set. */
  readReplicaUrls: string[];
  /** How many API processes serve the one port, and how many workers do the jobs. */
  apiProcesses: number;
  workerProcesses: number;
  dataFolder: string;
  /** Where the anchors of the audit trail and their key are kept. Not set: in the data folder. */
  auditFolder: string | undefined;
  logLevel: LogLevel;
  nodeEnv: (typeof NODE_ENVIRONMENTS)[number];
  /** The IANA time zone in which "today" is asked. */
  marketZone: string;
  /** How often the API answers a query by going through it before it compiles code for it. */
  compileQueriesAfter: number;
  /** Addresses that are told of every change; none unless set. */
  webhookEndpoints: string[];
  /** What calls of them are signed with. */
  webhookSecret: string | undefined;
  /** Endpoints on this machine are called, without https: for tests and development. */
  webhookAllowLoopback: boolean;
  /** The server that mail goes out by, from whom and to whom. */
  smtpUrl: string | undefined;
  mailFrom: string | undefined;
  mailTo: string[];
  /** Points that may be asked for within a minute: by each person, with each service key, from each address. */
  costPerMinute: { person: number; key: number; address: number };
  /** The proxies before the API, whose word is taken for who asks; none: whoever connects is who asks. */
  trustedProxies: string[];
  /** The address at which people find Keizoku, without a path; over https in production. */
  publicUrl: string | undefined;
  /** Who signs people in, and for whom the tokens of that issuer must be. Not set: nobody but ourselves. */
  oidcIssuer: string | undefined;
  oidcAudience: string | undefined;
  /** As what Keizoku is known to the issuer, where its sign-in page leads there. */
  oidcClientId: string | undefined;
  oidcClientSecret: string | undefined;
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
    readReplicaUrls: settings.read(
      'READ_REPLICA_URLS',
      [],
      postgresUrlsOf,
      'addresses as of DATABASE_URL (postgresql://host:port/database), separated by commas',
    ),
    apiProcesses: settings.read('API_PROCESSES', 1, processesOf, PROCESSES),
    workerProcesses: settings.read('WORKER_PROCESSES', 1, processesOf, PROCESSES),
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
    compileQueriesAfter: settings.read('COMPILE_QUERIES_AFTER', 2, timesOf, 'a number of times, or never'),
    webhookEndpoints: settings.read('WEBHOOK_ENDPOINTS', [], endpointsOf, 'addresses (https://…), separated by commas'),
    webhookSecret: settings.read(
      'WEBHOOK_SECRET',
      undefined,
      secretOf,
      `a secret of at least ${SHORTEST_SECRET} characters`,
    ),
    webhookAllowLoopback: settings.read('WEBHOOK_ALLOW_LOOPBACK', false, yesOrNo, 'yes or no'),
    smtpUrl: settings.read('SMTP_URL', undefined, smtpUrlOf, 'smtps://user:password@host or smtp://host:port'),
    mailFrom: settings.read('MAIL_FROM', undefined, mailOf, 'a mail address'),
    mailTo: settings.read('MAIL_TO', [], mailsOf, 'mail addresses, separated by commas'),
    costPerMinute: {
      person: settings.read('COST_PER_MINUTE_PERSON', 60_000, pointsOf, POINTS),
      key: settings.read('COST_PER_MINUTE_KEY', 30_000, pointsOf, POINTS),
      address: settings.read('COST_PER_MINUTE_ADDRESS', 240_000, pointsOf, POINTS),
    },
    trustedProxies: settings.read(
      'TRUSTED_PROXIES',
      [],
      proxiesOf,
      'IP addresses or networks (10.0.0.0/24), separated by commas',
    ),
    publicUrl: settings.read(
      'PUBLIC_URL',
      undefined,
      originOf,
      'an address without a path: https://keizoku.example.com',
    ),
    oidcIssuer: settings.read('OIDC_ISSUER', undefined, issuerOf, 'the address of an issuer: https://id.example.com'),
    oidcAudience: settings.read('OIDC_AUDIENCE', undefined, (text) => text, 'what its access tokens name as audience'),
    oidcClientId: settings.read('OIDC_CLIENT_ID', undefined, (text) => text, 'a client id'),
    oidcClientSecret: settings.read('OIDC_CLIENT_SECRET', undefined, (text) => text, 'a client secret'),
  };
  checkTogether(environment, settings);
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

/** Settings that make sense only together, or not in production. */
function checkTogether(environment: Environment, { wrong }: Settings): void {
  const { webhookEndpoints, webhookSecret, webhookAllowLoopback, nodeEnv, smtpUrl, mailFrom, mailTo } = environment;
  const missing = (name: string, expected: string): void => void wrong.push({ name, found: 'not set', expected });
  const given = (name: string): boolean => wrong.some((setting) => setting.name === name);
  if (webhookEndpoints.length > 0 && webhookSecret === undefined && !given('WEBHOOK_SECRET'))
    missing('WEBHOOK_SECRET', `a secret of at least ${SHORTEST_SECRET} characters, since WEBHOOK_ENDPOINTS is set`);
  if (webhookAllowLoopback && nodeEnv === 'production')
    wrong.push({
      name: 'WEBHOOK_ALLOW_LOOPBACK',
      found: '"yes"',
      expected: 'no: in production nothing of this machine is called',
    });
  checkSignIn(environment, wrong);
  if (smtpUrl === undefined) return;
  if (mailFrom === undefined && !given('MAIL_FROM')) missing('MAIL_FROM', 'a mail address, since SMTP_URL is set');
  if (mailTo.length === 0 && !given('MAIL_TO')) missing('MAIL_TO', 'mail addresses, since SMTP_URL is set');
}

/** Who signs people in, and over what. */
function checkSignIn(environment: Environment, wrong: WrongSetting[]): void {
  const { nodeEnv, publicUrl, oidcIssuer, oidcAudience, oidcClientId, oidcClientSecret } = environment;
  const say = (name: string, found: string | undefined, expected: string): void => {
    if (wrong.some((setting) => setting.name === name)) return;
    wrong.push({ name, found: found === undefined ? 'not set' : `"${found}"`, expected });
  };
  const production = nodeEnv === 'production';
  if (production && !publicUrl?.startsWith('https:'))
    say('PUBLIC_URL', publicUrl, 'an address that begins with https: in production, where sessions need it');
  if (production && oidcIssuer?.startsWith('http:'))
    say('OIDC_ISSUER', oidcIssuer, 'an address that begins with https: in production');
  if (oidcIssuer === undefined && (oidcAudience ?? oidcClientId ?? oidcClientSecret) !== undefined)
    say('OIDC_ISSUER', undefined, 'the address of an issuer, since other settings of it are set');
  if (oidcIssuer !== undefined && oidcAudience === undefined && oidcClientId === undefined)
    say('OIDC_AUDIENCE', undefined, 'what access tokens name as audience, or OIDC_CLIENT_ID, since OIDC_ISSUER is set');
  if (oidcClientId !== undefined && publicUrl === undefined)
    say('PUBLIC_URL', undefined, 'the address that the issuer leads back to, since OIDC_CLIENT_ID is set');
}

const SECRET = new Set([
  'OIDC_CLIENT_SECRET',
  'DATABASE_URL',
  'READ_REPLICA_URLS',
  'SMTP_URL',
  'WEBHOOK_SECRET',
  'WEBHOOK_ENDPOINTS',
]);

/** What has a password in it, or is one, belongs in no log. */
function showable(name: string, text: string): string {
  if (!SECRET.has(name)) return `"${text}"`;
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0];
  return scheme && scheme.length < 20
    ? `an address that begins with "${scheme}"`
    : 'something else (not shown, as it may hold a password)';
}

function portOf(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65535 ? Number(text) : undefined;
}

const PROCESSES = 'a whole number from 1 to 64';

function processesOf(text: string): number | undefined {
  return /^[1-9]\d?$/.test(text) && Number(text) <= 64 ? Number(text) : undefined;
}

const POINTS = 'a whole number of points, at least 5000 (the most one request may cost)';

function pointsOf(text: string): number | undefined {
  return /^\d{4,15}$/.test(text) && Number(text) >= 5_000 ? Number(text) : undefined;
}

function proxiesOf(text: string): string[] | undefined {
  const proxies = text.split(',').map((proxy) => proxy.trim());
  return proxies.every(isAddressOrNetwork) ? proxies : undefined;
}

function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    rest.length === 0 && longest > 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest))
  );
}

function hostOf(text: string): string | undefined {
  return /^[A-Za-z0-9.:_-]+$/.test(text) && !/^[^:]+:\d+$/.test(text) ? text : undefined;
}

function postgresUrlOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, pathname } = new URL(text);
  return /^postgres(ql)?:$/.test(protocol) && pathname.length > 1 ? text : undefined;
}

function postgresUrlsOf(text: string): string[] | undefined {
  const urls = text.split(',').map((url) => postgresUrlOf(url.trim()));
  return urls.every((url) => url !== undefined) ? urls : undefined;
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

const SHORTEST_SECRET = 32;

function secretOf(text: string): string | undefined {
  return text.length >= SHORTEST_SECRET ? text : undefined;
}

function endpointsOf(text: string): string[] | undefined {
  const addresses = text.split(',').map((address) => address.trim());
  const names = addresses.map((address) => (URL.canParse(address) ? endpointName(new URL(address)) : undefined));
  const usable = names.every((name) => name !== undefined) && new Set(names).size === names.length;
  return usable ? addresses : undefined;
}

/** An endpoint is known by its address without the query, which may hold a secret: two of them must differ before it. */
function endpointName({ protocol, username, password, origin, pathname }: URL): string | undefined {
  return /^https?:$/.test(protocol) && !username && !password ? origin + pathname : undefined;
}

function timesOf(text: string): number | undefined {
  if (text.toLowerCase() === 'never') return Infinity;
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

function yesOrNo(text: string): boolean | undefined {
  return { yes: true, true: true, no: false, false: false }[text.toLowerCase()];
}

function smtpUrlOf(text: string): string | undefined {
  return URL.canParse(text) && /^smtps?:\/\/[^/]/.test(text) ? text : undefined;
}

function mailOf(text: string): string | undefined {
  return /^[^\s@,<>]+@[^\s@,<>]+$/.test(text) ? text : undefined;
}

function mailsOf(text: string): string[] | undefined {
  const mails = text.split(',').map((mail) => mailOf(mail.trim()));
  return mails.every((mail) => mail !== undefined) ? mails : undefined;
}

function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, href } = new URL(text);
  return /^https?:$/.test(protocol) && (href === origin || href === `${origin}/`) ? origin : undefined;
}

/** As the issuer itself writes it: tokens name it to the letter. Without https only on this machine. */
function issuerOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, search, hash, username } = new URL(text);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isLoopback)) && !search && !hash && !username
    ? text
    : undefined;
}
