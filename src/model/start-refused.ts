/**
 * Cannot start as it was asked to; `message` says what to do. `not-allowed`: exit code 4 (already running, port taken);
 * `configuration`: exit code 3 (files with mistakes, one a line).
 */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
  readonly because: 'not-allowed' | 'configuration'
  constructor(message: string, because: 'not-allowed' | 'configuration' = 'not-allowed') {
    super(message)
    this.because = because
  }
}
