/** Changes one thing in exported books, of a minor unit or more, as a careless or dishonest hand would. */
import { Money } from '@calotype/core'
import fc from 'fast-check'

export const mutationKinds = [
  'amount changed',
  'two amounts changed evenly',
  'line dropped',
  'account changed',
  'sign changed',
  'signs of an entry changed',
  'entry dropped',
  'entry written twice',
] as const

export interface Mutation {
  readonly kind: (typeof mutationKinds)[number]
  readonly text: string
  /** The entry as it was and as it is, to be shown where nobody noticed. */
  readonly what: string
}

interface Choice {
  readonly kind: (typeof mutationKinds)[number]
  readonly entry: number
  readonly line: number
  readonly account: number
  /** Minor units, not zero. */
  readonly by: bigint
}

const choice: fc.Arbitrary<Choice> = fc.record({
  kind: fc.constantFrom(...mutationKinds),
  entry: fc.nat(),
  line: fc.nat(),
  account: fc.nat(),
  by: fc.oneof(fc.constantFrom(1n, -1n), fc.bigInt({ min: 2n, max: 100_000n })),
})

interface Line {
  readonly account: string
  readonly amount: Money
}

const linePattern = /^ {4}(\S+) {2}(-?[\d.]+) ([A-Z]{3})$/

/** So many mutations of a text in any of the formats; each has its own copy. */
export function mutations(text: string, seed: number, count: number): Mutation[] {
  const blocks = text.split('\n\n')
  const entries = [...blocks.keys()].filter((at) => /^\d{4}-\d\d-\d\d \* /.test(blocks[at] ?? ''))
  const accounts = [...new Set([...text.matchAll(/^ {4}(\S+) {2}-?[\d.]+ [A-Z]{3}$/gm)].map(([, name = '']) => name))]
  return fc.sample(choice, { seed, numRuns: count }).map((chosen) => {
    const at = entries[chosen.entry % entries.length] ?? 0
    const before = blocks[at] ?? ''
    const after = mutated(before, chosen, accounts)
    const changed = blocks.toSpliced(at, 1, ...after)
    return { kind: chosen.kind, text: changed.join('\n\n'), what: `${before}\n=>\n${after.join('\n\n')}` }
  })
}

function mutated(block: string, { kind, line, account, by }: Choice, accounts: readonly string[]): string[] {
  if (kind === 'entry dropped') return []
  if (kind === 'entry written twice') return [block, block]
  const rows = block.split('\n')
  const places = [...rows.keys()].filter((at) => linePattern.test(rows[at] ?? ''))
  const chosen = places[line % places.length] ?? 0
  const other = places[(line + 1) % places.length] ?? 0
  const change = (place: number, to: (line: Line) => Line) => rows.splice(place, 1, written(to(readLine(rows[place]))))
  const plus = (units: bigint) => (was: Line) => ({
    ...was,
    amount: was.amount.plus(Money.ofMinor(units, was.amount.currency)),
  })
  const negated = (was: Line) => ({ ...was, amount: was.amount.negated() })
  if (kind === 'line dropped') rows.splice(chosen, 1)
  if (kind === 'amount changed') change(chosen, plus(by))
  if (kind === 'two amounts changed evenly') {
    change(chosen, plus(by))
    change(other, plus(-by))
  }
  if (kind === 'sign changed') change(chosen, negated)
  if (kind === 'signs of an entry changed') for (const place of places) change(place, negated)
  if (kind === 'account changed') {
    change(chosen, (was) => {
      const others = accounts.filter((name) => name !== was.account)
      return { ...was, account: others[account % others.length] ?? was.account }
    })
  }
  return [rows.join('\n')]
}

function readLine(row = ''): Line {
  const [, account = '', number = '', currency = ''] = linePattern.exec(row) ?? []
  return { account, amount: Money.of(number, currency) }
}

const written = ({ account, amount }: Line): string => `    ${account}  ${amount.toString()} ${amount.currency}`
