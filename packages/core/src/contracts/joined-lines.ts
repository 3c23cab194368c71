/** Lines that were told apart since, as when some pieces were handed over, are together what was agreed. Pure. */
import { canonicalJson } from '../values/json.ts'
import { Money } from '../values/money.ts'
import { Quantity } from '../values/quantity.ts'
import type { ContractLine } from './contract-lines.ts'

export interface JoinedLines {
  /** The lines of today, those that are parts of an agreed line put together under its number. */
  readonly lines: readonly ContractLine[]
  /** The numbers of the parts of a line, its own among them. */
  readonly parts: ReadonlyMap<number, readonly number[]>
}

/** Puts together what is one line of the contract: the same in everything but its number and its share, and in all as much. */
export function joinLines(
  agreed: readonly ContractLine[],
  today: readonly ContractLine[],
  currency: string,
): JoinedLines {
  const lines = new Map(today.map((line) => [line.line, line]))
  const known = new Set(agreed.map(({ line }) => line))
  const parts = new Map<number, readonly number[]>()
  for (const whole of agreed) {
    const rest = lines.get(whole.line)
    if (rest === undefined || rest.quantity === whole.quantity || kindOf(rest) !== kindOf(whole)) continue
    const joined = [rest]
    for (const other of lines.values()) {
      if (known.has(other.line) || kindOf(other) !== kindOf(whole)) continue
      if (Quantity.of(sumOf(joined, currency).quantity).equals(Quantity.of(whole.quantity))) break
      joined.push(other)
    }
    const sum = sumOf(joined, currency)
    if (joined.length === 1 || canonicalJson(sum) !== canonicalJson(shareOf(whole))) continue
    for (const { line } of joined) lines.delete(line)
    lines.set(whole.line, whole)
    parts.set(
      whole.line,
      joined.map(({ line }) => line),
    )
  }
  return { lines: [...lines.values()], parts }
}

/** What is the same of all parts of a line. */
const kindOf = (line: ContractLine): string =>
  canonicalJson({ ...line, line: 0, quantity: '', discount: '', amount: '', steps: [] })

const shareOf = ({ quantity, discount, amount }: ContractLine) => ({ quantity, discount, amount })

function sumOf(lines: readonly ContractLine[], currency: string): ReturnType<typeof shareOf> {
  const sum = (name: 'discount' | 'amount') =>
    Money.sum(
      currency,
      lines.map((line) => Money.of(line[name], currency)),
    ).toString()
  const quantity = lines.map((line) => Quantity.of(line.quantity)).reduce((all, one) => all.plus(one), Quantity.of(0))
  return { quantity: quantity.toString(), discount: sum('discount'), amount: sum('amount') }
}
