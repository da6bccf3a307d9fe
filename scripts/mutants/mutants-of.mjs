// Every small harm that can be done to one file of TypeScript, as a text to put in place of another.
import { parseSync, Visitor } from 'oxc-parser'

const flipped = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '===': '!==', '!==': '===' }
const stateNames = new Set(['kind', 'state', 'by', 'of', 'outcome', 'verdict', 'role', 'trigger', 'action'])
/** What only says something to people who read a log: no test should hold its wording. */
const isLogging = (text) => /^(await )?[\w.]*\blog\??\.(trace|debug|info|warn|error)\(/.test(text)
const leaves = (statement) =>
  /^(Return|Throw|Continue|Break)Statement$/.test(
    statement.type === 'BlockStatement' ? (statement.body.at(-1)?.type ?? '') : statement.type,
  )

/**
 * @param path for messages and the language (.ts, .tsx)
 * @returns {{kind: string, start: number, end: number, text: string}[]} in the order of their places; offsets are UTF-16 units
 */
export function mutantsOf(path, source) {
  const { program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`)
  const found = []
  const add = (kind, node, text) => found.push({ kind, start: node.start, end: node.end, text })
  const textOf = (node) => source.slice(node.start, node.end)
  new Visitor({
    BinaryExpression(node) {
      const flip = flipped[node.operator]
      if (flip) add('comparison flipped', node, `${textOf(node.left)} ${flip} ${textOf(node.right)}`)
    },
    LogicalExpression(node) {
      if (node.operator === '??') add('default removed', node, `(${textOf(node.left)})`)
      else
        add(
          'and/or swapped',
          node,
          `(${textOf(node.left)}) ${node.operator === '&&' ? '||' : '&&'} (${textOf(node.right)})`,
        )
    },
    IfStatement(node) {
      if (!node.alternate && leaves(node.consequent)) add('guard removed', node, ';')
      else add('condition negated', node.test, `!(${textOf(node.test)})`)
    },
    ConditionalExpression(node) {
      add('condition negated', node.test, `!(${textOf(node.test)})`)
    },
    ExpressionStatement(node) {
      const text = textOf(node)
      if (!isLogging(text) && !/^['"]/.test(text)) add('statement removed', node, ';')
    },
    AwaitExpression(node) {
      add('await removed', node, textOf(node.argument))
    },
    AssignmentPattern(node) {
      const { right } = node
      if (right.type === 'Literal' && typeof right.value === 'number')
        add('default changed', right, String(right.value + 1))
      if (right.type === 'Literal' && typeof right.value === 'boolean')
        add('default changed', right, String(!right.value))
    },
    ArrayExpression(node) {
      const [first, second] = node.elements
      if (first && second) add('element dropped', { start: first.start, end: second.start }, '')
      else if (first) add('element dropped', first, '')
    },
    Property(node) {
      const isState = node.key.type === 'Identifier' && stateNames.has(node.key.name)
      const { value } = node
      if (isState && value.type === 'Literal' && typeof value.value === 'string')
        add('state renamed', value, `'x-${value.value}'`)
      else if (value.type === 'Literal' && typeof value.value === 'boolean')
        add('boolean flipped', value, String(!value.value))
    },
  }).visit(program)
  return found.sort((a, b) => a.start - b.start || a.end - b.end)
}
