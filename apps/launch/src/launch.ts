import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../../libs/platform/src/database/embedded-database.ts';
import { auditFolderOf, type Environment } from '../../../libs/platform/src/environment.ts';
import { type OwnerAccess, prepareOwnerAccess } from './owner-access.ts';
import { asLogin, loginFor, prepareOwnerDatabase, withDatabase } from './owner-database.ts';
import { portToShare } from './port-to-share.ts';
import { LaunchProblem, say } from './progress.ts';
import { RunFile } from './run-file.ts';
import { runToEnd } from './run-to-end.ts';
import { PORT_TAKEN } from './supervised-process.ts';
import { SupervisedProcesses } from './supervised-processes.ts';

const PORTS_TRIED = 20;
// Together, with the database's own 2.5 s, less than the ten seconds after which people reach for kill -9.
const API_STOP_SECONDS = 3.5;
const WORKER_STOP_SECONDS = 3;
// What each process may open at most: for reading, for writing, for jobs, for notices; and a few for people and commands.
const CONNECTIONS_OF_API = 26;
const CONNECTIONS_OF_WORKER = 23;
const OTHER_CONNECTIONS = 20;
const FEWEST_CONNECTIONS = 200;

/** Everything one start of Keizoku brings up, and takes down again in the opposite order. */
export class Launch {
  private readonly root: string;
  private readonly environment: Environment;
  private readonly onFailed: () => void;
  private readonly runFile: RunFile;
  private readonly dataFolder: string;
  private readonly aborting = new AbortController();
  private embedded: Promise<EmbeddedDatabase> | undefined;
  private loginUrl = '';
  private stopped: Promise<void> | undefined;
  /** Set once they run. */
  api: SupervisedProcesses | undefined;
  worker: SupervisedProcesses | undefined;
  port = 0;
  /** How the owner gets in; set once everything runs. */
  ownerAccess: OwnerAccess = {};

  constructor(root: string, environment: Environment, onFailed: () => void) {
    this.root = root;
    this.environment = environment;
    this.onFailed = onFailed;
    this.dataFolder = resolve(root, environment.dataFolder);
    mkdirSync(this.dataFolder, { recursive: true });
    this.runFile = new RunFile(this.dataFolder);
  }

  /** The database, migrated and seeded; then the API and the worker. Answers the address of the API. */
  async run(): Promise<string> {
    await this.runFile.take();
    await this.bringUpDatabase();
    await Promise.all([this.startApi(), this.startWorker()]);
    const host = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(this.environment.host)
      ? 'localhost'
      : this.environment.host;
    const url = `http://${host}:${this.port}/graphql`;
    this.runFile.setUrl(url);
    return url;
  }

  /** The API first, so that nobody is served half; the database last. May be called at any time and repeatedly. */
  stop(): Promise<void> {
    return (this.stopped ??= this.takeDown());
  }

  /** Migrates, and loads the sample data but in production; a repeated run finds nothing to do. */
  async migrateAndSeed(ownerUrl: string): Promise<void> {
    const { password, url } = loginFor(ownerUrl, this.dataFolder);
    this.loginUrl = url;
    say('migrating the database');
    const owner = { ...this.childEnvironment(), OWNER_DATABASE_URL: ownerUrl, LOGIN_PASSWORD: password };
    await runToEnd('migrating', this.script('migrations/migrate.js'), owner, this.aborting.signal);
    if (this.environment.nodeEnv === 'production') return;
    say('loading the sample data');
    await runToEnd(
      'loading the sample data',
      this.script('seed/seed.js'),
      this.childEnvironment(),
      this.aborting.signal,
    );
  }

  private async bringUpDatabase(): Promise<void> {
    const ownerUrl = this.environment.databaseUrl ?? (await this.startEmbedded());
    if (this.environment.databaseUrl) say(`using the database of DATABASE_URL (${new URL(ownerUrl).host})`);
    await prepareOwnerDatabase(ownerUrl);
    this.requireGoing();
    await this.migrateAndSeed(ownerUrl);
    this.requireGoing();
    // A key that opens everything lies beside the data it opens, and nowhere else.
    const forTrying = this.embedded !== undefined && this.environment.nodeEnv !== 'production';
    this.ownerAccess = await prepareOwnerAccess(this.loginUrl, {
      marketZone: this.environment.marketZone,
      production: this.environment.nodeEnv === 'production',
      keyFolder: forTrying ? this.dataFolder : undefined,
    });
    this.requireGoing();
  }

  private async startEmbedded(): Promise<string> {
    say('starting the embedded database');
    this.embedded = startEmbeddedDatabase({
      folder: join(this.dataFolder, 'database'),
      log: say,
      settings: { max_connections: String(connectionsFor(this.environment)) },
      onUnexpectedEnd: (words) => this.fail(words),
    });
    const { url, port } = await this.embedded;
    this.requireGoing();
    say(`the embedded database runs on port ${port}`);
    return withDatabase(url, 'keizoku');
  }

  private async startApi(): Promise<void> {
    const { port: first, host, apiProcesses } = this.environment;
    this.api = this.supervise('API', 'apps/api/src/main.js', apiProcesses);
    for (let port = first; port < first + PORTS_TRIED && port <= 65535; port++) {
      const wished = apiProcesses === 1 ? port : await portToShare(host, port);
      const started = wished === undefined ? PORT_TAKEN : await this.api.start(wished);
      this.requireGoing();
      if (started !== PORT_TAKEN) {
        this.port = started.port;
        return say(
          `the API serves on port ${started.port}${apiProcesses === 1 ? '' : `, by ${apiProcesses} processes`}`,
        );
      }
      say(`port ${port} is taken by another program; trying ${port + 1}`);
    }
    throw new LaunchProblem(`all ports from ${first} to ${first + PORTS_TRIED - 1} are taken. Set PORT to a free one.`);
  }

  private async startWorker(): Promise<void> {
    const { workerProcesses } = this.environment;
    this.worker = this.supervise('worker', 'apps/worker/src/main.js', workerProcesses);
    await this.worker.start(0);
    say(workerProcesses === 1 ? 'the worker runs' : `${workerProcesses} workers run`);
  }

  private supervise(name: string, script: string, number: number): SupervisedProcesses {
    const plan = {
      name,
      script: this.script(script),
      env: this.childEnvironment(),
      onStarted: (pid: number) => this.runFile.addChild(pid),
      onGivenUp: () => this.fail(`Keizoku cannot go on without the ${name}`),
    };
    return new SupervisedProcesses(plan, number);
  }

  private fail(words: string): void {
    if (this.stopped) return;
    say(words);
    this.onFailed();
  }

  private async takeDown(): Promise<void> {
    this.aborting.abort();
    await this.api?.stop(API_STOP_SECONDS);
    await this.worker?.stop(WORKER_STOP_SECONDS);
    const database = await this.embedded?.catch(() => undefined);
    await database?.stop();
    this.runFile.release();
  }

  private requireGoing(): void {
    if (this.stopped) throw new LaunchProblem('stopped while it started');
  }

  private script(path: string): string {
    return join(this.root, 'dist', path);
  }

  /** The settings as they are, but with the login role's address: the owner's stays with the launcher. */
  private childEnvironment(): NodeJS.ProcessEnv {
    const { host, logLevel, nodeEnv, readReplicaUrls } = this.environment;
    const cache = join(this.root, 'node_modules', '.cache', 'keizoku');
    const own = {
      DATABASE_URL: this.loginUrl,
      READ_REPLICA_URLS: readReplicaUrls.map((url) => asLogin(url, this.loginUrl)).join(','),
      DATA_FOLDER: this.dataFolder,
      AUDIT_FOLDER: resolve(this.root, auditFolderOf(this.environment)),
      HOST: host,
      LOG_LEVEL: logLevel,
      NODE_ENV: nodeEnv,
      NODE_COMPILE_CACHE: cache,
    };
    return { ...process.env, ...own };
  }
}

function connectionsFor({ apiProcesses, workerProcesses }: Environment): number {
  const needed = apiProcesses * CONNECTIONS_OF_API + workerProcesses * CONNECTIONS_OF_WORKER + OTHER_CONNECTIONS;
  return Math.max(needed, FEWEST_CONNECTIONS);
}
