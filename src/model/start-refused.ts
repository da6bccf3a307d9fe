/** Cannot start as it was asked to (already running, port taken): exit code 4. `message` says what to do. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
}
