/** A dependency (database, queue engine) cannot be reached: exit code 7. `message` is one line for the operator, without secrets. */
export class DependencyDown extends Error {
  override readonly name = 'DependencyDown'
}
