/** Where people find Keizoku: the address that links to it begin with; without one they begin with the path. */
export class SetUpAddress {
  constructor(private readonly publicUrl: string | undefined) {}

  /** Of the page on which the holder of a one-time token sets a password. */
  of(token: string): string {
    const path = `/set-up?token=${token}`;
    return this.publicUrl === undefined ? path : new URL(path, this.publicUrl).href;
  }
}
