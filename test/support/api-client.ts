export interface GraphqlProblem {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly [detail: string]: unknown };
}

export interface GraphqlAnswer<T> {
  readonly status: number;
  readonly data?: T | null;
  readonly errors?: readonly GraphqlProblem[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Talks to the API as anyone would: over HTTP, with a key or a session. */
export class ApiClient {
  readonly url: string;
  /** What it shows of who asks; of nobody when left out. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.url = url;
    this.headers = headers;
  }

  /** The same place, asked by nobody. */
  get unknown(): ApiClient {
    return new ApiClient(this.url);
  }

  /** Sends a document and answers whatever came back. */
  async send<T>(
    query: string,
    variables: object = {},
    headers: Record<string, string> = {},
  ): Promise<GraphqlAnswer<T>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.headers, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as Omit<GraphqlAnswer<T>, 'status'>) };
  }

  /** Sends a document that must be answered without problems. */
  async ask<T>(query: string, variables: object = {}): Promise<T> {
    const { data, errors } = await this.send<T>(query, variables);
    if (errors || !data) throw new Error(`the API answered ${JSON.stringify(errors)}`);
    return data;
  }

  /** Sends a document that must be answered with exactly one problem, and answers it. */
  async problem(query: string, variables: object = {}): Promise<GraphqlProblem> {
    const { errors, data } = await this.send(query, variables);
    const [first, ...rest] = errors ?? [];
    if (first === undefined || rest.length > 0)
      throw new Error(`expected one problem, got ${JSON.stringify({ errors, data })}`);
    return first;
  }

  /** Asks for a path by itself. */
  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}/${path}`, { headers: { ...this.headers, ...headers } });
  }

  /** Sends a file and answers its id. */
  async upload(content: Uint8Array): Promise<string> {
    const response = await this.sendFile(content);
    const { uploadId } = (await response.json()) as { uploadId?: string };
    if (uploadId === undefined) throw new Error(`the upload was refused with ${response.status}`);
    return uploadId;
  }

  /** A file that the API gives out. */
  async download(path: string): Promise<Buffer> {
    const response = await this.get(path);
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  async sendFile(content: Uint8Array): Promise<Response> {
    return fetch(`${this.url}/uploads`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', ...this.headers },
      body: new Uint8Array(content),
    });
  }
}
