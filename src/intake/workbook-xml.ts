import { Parser } from 'htmlparser2'
import { Unreadable } from './intake.ts'

/** What a walk through XML is told: names without their prefix. */
export type XmlVisitor = {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

const depthMax = 100

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * Walks through one part of a workbook. Only XML's own five entities and numbers are known, and a document type, which could
 * define more, is refused.
 * @throws Unreadable when it is not closed, or is nested deeper than any workbook
 */
export function walkXml(part: string, xml: string, visitor: XmlVisitor): void {
  const open: string[] = []
  let count = 0
  const parser = new Parser(
    {
      onprocessinginstruction(name) {
        if (name.toLowerCase() === '!doctype') throw new Unreadable(`${part}: a document type: refused`)
      },
      onopentag(name, attributes) {
        open.push(name)
        count += 1
        if (open.length > depthMax) throw new Unreadable(`${part}: nested deeper than ${depthMax}: refused`)
        visitor.open(local(name), attributes)
      },
      ontext: (text) => visitor.text?.(text),
      onclosetag(name) {
        open.pop()
        visitor.close?.(local(name))
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.write(xml)
  // Asked before the end, where the parser closes by itself what is open.
  const last = open.at(-1)
  if (last !== undefined) throw new Unreadable(`${part}: <${last}> is not closed: damaged, or it ends too early`)
  parser.end()
  if (count === 0) throw new Unreadable(`${part}: no XML`)
}
