/** What was read is not what its format says. The message follows the name of the file: "is cut". */
export class Malformed extends Error {
  override readonly name = 'Malformed'
}
