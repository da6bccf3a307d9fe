import type { Context } from 'hono'
import type { GivenFile } from '../../custody/purchases/purchases.ts'
import type { WebEnv } from '../parts.ts'
import { Problem } from '../problem.ts'

const filesMax = 20
/** Each is held in memory until it is kept: more of them at once would be too much of it. */
const uploadsMax = 2
let uploads = 0

/**
 * A form with files: `data` is JSON, `file` stands once for each file. What is too large was refused before.
 * @throws Problem 400 for another body, 503 while others upload
 */
export async function withUpload<T>(
  c: Context<WebEnv>,
  use: (data: unknown, files: GivenFile[]) => Promise<T>,
): Promise<T> {
  if (uploads >= uploadsMax)
    throw new Problem(503, 'Others are uploading just now.', 'body', 'Nothing was written; send it again in a moment.')
  uploads++
  try {
    const form = await c.req.formData().catch((error: unknown) => {
      // Of a body that is too large, or that breaks off, the error says so itself.
      if (error instanceof Problem) throw error
      throw new Problem(400, 'The form was not understood.', 'body', 'Send it again from the page.')
    })
    const files = form.getAll('file').filter((each) => each instanceof File)
    if (files.length > filesMax)
      throw new Problem(400, `At most ${filesMax} files go together.`, 'body.file', 'Send the others as a second step.')
    const given: GivenFile[] = []
    for (const file of files) given.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
    return await use(dataOf(form.get('data')), given)
  } finally {
    uploads--
  }
}

function dataOf(text: unknown): unknown {
  try {
    return JSON.parse(typeof text === 'string' ? text : '')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Problem(400, 'The form was not understood.', 'body.data', 'Send it again from the page.')
  }
}
