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
      dataFolder: '.data',
      auditFolder: undefined,
      logLevel: 'info',
      nodeEnv: 'development',
      marketZone: 'Asia/Tokyo',
    });
  });

  it('takes every setting', () => {
    const env = {
      PORT: '0',
      HOST: '::1',
      DATABASE_URL: 'postgresql://me:secret@db.example:5433/keizoku',
      DATA_FOLDER: '/var/lib/a folder',
      AUDIT_FOLDER: '/mnt/elsewhere',
      LOG_LEVEL: 'WARN',
      NODE_ENV: 'production',
      MARKET_ZONE: 'Europe/Berlin',
    };
    expect(readEnvironment(env)).toEqual({
      port: 0,
      host: '::1',
      databaseUrl: env.DATABASE_URL,
      dataFolder: '/var/lib/a folder',
      auditFolder: '/mnt/elsewhere',
      logLevel: 'warn',
      nodeEnv: 'production',
      marketZone: 'Europe/Berlin',
    });
  });

  it('takes an empty setting for one that is not set', () => {
    expect(readEnvironment({ PORT: '', DATABASE_URL: ' ', MARKET_ZONE: '' })).toEqual(readEnvironment({}));
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '4e3'],
    ['HOST', 'localhost:4000'],
    ['HOST', 'http://localhost'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'prod'],
    ['MARKET_ZONE', 'Tokyo'],
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
});
