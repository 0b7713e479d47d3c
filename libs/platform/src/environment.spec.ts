import { describe, expect, it } from '@jest/globals';
import { EnvironmentProblem, readEnvironment } from './environment.ts';

function problemOf(env: Record<string, string>): EnvironmentProblem {
  try {
    readEnvironment(env);
  } catch (problem) {
    if (problem instanceof EnvironmentProblem) return problem;
    throw problem;
  }
  throw new Error('the settings were accepted');
}

describe('readEnvironment', () => {
  it('needs no settings at all', () => {
    expect(readEnvironment({})).toEqual({
      port: 4000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      readReplicaUrls: [],
      apiProcesses: 1,
      workerProcesses: 1,
      dataFolder: '.data',
      auditFolder: undefined,
      logLevel: 'info',
      nodeEnv: 'development',
      marketZone: 'Asia/Tokyo',
      webhookEndpoints: [],
      webhookSecret: undefined,
      webhookAllowLoopback: false,
      smtpUrl: undefined,
      mailFrom: undefined,
      mailTo: [],
      costPerMinute: { person: 60_000, key: 30_000, address: 240_000 },
      compileQueriesAfter: 2,
      trustedProxies: [],
      publicUrl: undefined,
      oidcIssuer: undefined,
      oidcAudience: undefined,
      oidcClientId: undefined,
      oidcClientSecret: undefined,
    });
  });

  it('takes every setting', () => {
    const env = {
      PORT: '0',
      HOST: '::1',
      DATABASE_URL: 'postgresql://me:secret@db.example:5433/keizoku',
      READ_REPLICA_URLS: 'postgresql://one.example/keizoku, postgresql://two.example:5433/keizoku',
      API_PROCESSES: '4',
      WORKER_PROCESSES: '2',
      DATA_FOLDER: '/var/lib/a folder',
      AUDIT_FOLDER: '/mnt/elsewhere',
      LOG_LEVEL: 'WARN',
      NODE_ENV: 'production',
      MARKET_ZONE: 'Europe/Berlin',
      WEBHOOK_ENDPOINTS: 'https://partner.example/hook?key=1, https://other.example:8443/',
      WEBHOOK_SECRET: 'a-secret-that-nobody-would-ever-guess',
      WEBHOOK_ALLOW_LOOPBACK: 'No',
      SMTP_URL: 'smtps://me:secret@mail.example',
      MAIL_FROM: 'keizoku@example.jp',
      MAIL_TO: 'a@example.jp, b@example.jp',
      COST_PER_MINUTE_PERSON: '5000',
      COST_PER_MINUTE_KEY: '6000',
      COST_PER_MINUTE_ADDRESS: '1000000',
      TRUSTED_PROXIES: '10.0.0.7, 2001:db8::/48',
      PUBLIC_URL: 'https://keizoku.example/',
      OIDC_ISSUER: 'https://id.example/realm/',
      OIDC_AUDIENCE: 'keizoku-api',
      OIDC_CLIENT_ID: 'keizoku',
      OIDC_CLIENT_SECRET: 'a client secret',
      COMPILE_QUERIES_AFTER: '7',
    };
    expect(readEnvironment(env)).toEqual({
      port: 0,
      host: '::1',
      databaseUrl: env.DATABASE_URL,
      readReplicaUrls: ['postgresql://one.example/keizoku', 'postgresql://two.example:5433/keizoku'],
      apiProcesses: 4,
      workerProcesses: 2,
      dataFolder: '/var/lib/a folder',
      auditFolder: '/mnt/elsewhere',
      logLevel: 'warn',
      nodeEnv: 'production',
      marketZone: 'Europe/Berlin',
      webhookEndpoints: ['https://partner.example/hook?key=1', 'https://other.example:8443/'],
      webhookSecret: env.WEBHOOK_SECRET,
      webhookAllowLoopback: false,
      smtpUrl: env.SMTP_URL,
      mailFrom: 'keizoku@example.jp',
      mailTo: ['a@example.jp', 'b@example.jp'],
      costPerMinute: { person: 5000, key: 6000, address: 1_000_000 },
      compileQueriesAfter: 7,
      trustedProxies: ['10.0.0.7', '2001:db8::/48'],
      publicUrl: 'https://keizoku.example',
      oidcIssuer: 'https://id.example/realm/',
      oidcAudience: 'keizoku-api',
      oidcClientId: 'keizoku',
      oidcClientSecret: 'a client secret',
    });
  });

  it('takes an empty setting for one that is not set', () => {
    expect(readEnvironment({ PORT: '', DATABASE_URL: ' ', MARKET_ZONE: '' })).toEqual(readEnvironment({}));
  });

  it.each([
    ['PORT', '70000'],
    ['API_PROCESSES', '0'],
    ['API_PROCESSES', '65'],
    ['WORKER_PROCESSES', '1.5'],
    ['COST_PER_MINUTE_PERSON', '4999'],
    ['COST_PER_MINUTE_KEY', '-1'],
    ['TRUSTED_PROXIES', '1'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['PORT', '-1'],
    ['PORT', '4e3'],
    ['HOST', 'localhost:4000'],
    ['HOST', 'http://localhost'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'prod'],
    ['MARKET_ZONE', 'Tokyo'],
    ['WEBHOOK_ALLOW_LOOPBACK', 'maybe'],
    ['MAIL_FROM', 'nobody'],
    ['MAIL_TO', 'a@example.jp; b@example.jp'],
  ])('refuses %s=%s and says what was found', (name, found) => {
    expect(problemOf({ [name]: found }).wrong).toEqual([{ name, found: `"${found}"`, expected: expect.any(String) }]);
  });

  it.each(['mysql://me:secret@host/db', 'me:secret@host/db', 'postgresql://me:secret@host', 'secret'])(
    'refuses the database address %s without showing the password',
    (url) => {
      const problem = problemOf({ DATABASE_URL: url });
      expect(problem.wrong.map(({ name }) => name)).toEqual(['DATABASE_URL']);
      expect(problem.message).not.toContain('secret');
    },
  );

  it('refuses addresses of replicas of which one is none, without showing a password', () => {
    const problem = problemOf({ READ_REPLICA_URLS: 'postgresql://me:secret@one.example/keizoku, two.example' });
    expect(problem.message).toMatch(/READ_REPLICA_URLS is .*; expected addresses as of DATABASE_URL .* by commas/);
    expect(problem.message).not.toContain('secret');
  });

  it('names all wrong settings at once', () => {
    expect(problemOf({ PORT: 'x', LOG_LEVEL: 'loud', MARKET_ZONE: 'Tokyo' }).message).toBe(
      [
        '3 settings are wrong:',
        '  PORT is "x"; expected a port number from 0 (any free one) to 65535',
        '  LOG_LEVEL is "loud"; expected one of fatal, error, warn, info, debug, trace, silent',
        '  MARKET_ZONE is "Tokyo"; expected an IANA time zone, such as Asia/Tokyo',
      ].join('\n'),
    );
  });

  it.each([
    ['WEBHOOK_ENDPOINTS', 'https://me:secret@partner.example/'],
    ['WEBHOOK_ENDPOINTS', 'ftp://secret.example/'],
    ['WEBHOOK_ENDPOINTS', 'https://partner.example/?secret=1,https://partner.example/?secret=2'],
    ['WEBHOOK_SECRET', 'a short secret'],
    ['SMTP_URL', 'me:secret@mail.example'],
  ])('refuses %s without showing what is secret in it', (name, found) => {
    const problem = problemOf({ [name]: found });
    expect(problem.wrong.map((setting) => setting.name)).toEqual([name]);
    expect(problem.message).not.toContain('secret.example');
    expect(problem.message).not.toContain('short secret');
    expect(problem.message).not.toContain('me:secret');
  });

  it.each([
    [{ WEBHOOK_ENDPOINTS: 'https://partner.example/' }, ['WEBHOOK_SECRET']],
    [{ SMTP_URL: 'smtp://localhost:25' }, ['MAIL_FROM', 'MAIL_TO']],
    [
      { WEBHOOK_ALLOW_LOOPBACK: 'yes', NODE_ENV: 'production', PUBLIC_URL: 'https://keizoku.example' },
      ['WEBHOOK_ALLOW_LOOPBACK'],
    ],
    [{ NODE_ENV: 'production' }, ['PUBLIC_URL']],
    [{ NODE_ENV: 'production', PUBLIC_URL: 'http://keizoku.example' }, ['PUBLIC_URL']],
    [
      {
        NODE_ENV: 'production',
        PUBLIC_URL: 'https://keizoku.example',
        OIDC_ISSUER: 'http://localhost:9000',
        OIDC_AUDIENCE: 'keizoku-api',
      },
      ['OIDC_ISSUER'],
    ],
    [{ OIDC_ISSUER: 'http://id.example', OIDC_AUDIENCE: 'keizoku-api' }, ['OIDC_ISSUER']],
    [{ OIDC_ISSUER: 'https://id.example' }, ['OIDC_AUDIENCE']],
    [{ OIDC_AUDIENCE: 'keizoku-api' }, ['OIDC_ISSUER']],
    [{ OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'keizoku' }, ['PUBLIC_URL']],
    [{ PUBLIC_URL: 'https://keizoku.example/path' }, ['PUBLIC_URL']],
  ])('refuses %j: something is missing, or not for production', (env, names) => {
    expect(problemOf(env).wrong.map(({ name }) => name)).toEqual(names);
  });
});
