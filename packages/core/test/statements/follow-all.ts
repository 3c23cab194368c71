/** Follows every number of an answer to its lines, page by page, and holds their sum against it. */
import { expect } from 'vitest'
import type { StatementSelection, StatementLine } from '../../src/statements/index.ts'
import type { Desk } from './books.ts'
import { minor } from './replay.ts'

interface Numbered {
  readonly amount: string
  readonly follow: StatementSelection
}

export function numbersIn(answer: unknown, found: Numbered[] = []): Numbered[] {
  if (answer === null || typeof answer !== 'object') return found
  if ('amount' in answer && 'follow' in answer) found.push(answer as Numbered)
  for (const member of Object.values(answer)) numbersIn(member, found)
  return found
}

export async function linesOf(desk: Desk, selection: StatementSelection, limit: number): Promise<StatementLine[]> {
  const items: StatementLine[] = []
  let cursor: string | undefined
  do {
    const page = await desk.statements.follow({ selection, limit, cursor })
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return items
}

/** Answers how many numbers there were. */
export async function followAll(desk: Desk, answer: object, limit = 3): Promise<number> {
  const seen = new Set<string>()
  const numbers = numbersIn(answer)
  for (const { amount, follow } of numbers) {
    const key = JSON.stringify([amount, follow])
    if (seen.has(key)) continue
    seen.add(key)
    const { currency } = follow
    const lines = await linesOf(desk, follow, limit)
    let sum = 0n
    for (const line of lines) {
      sum += minor(line.amount, currency)
      expect(minor(line.balance, currency), key).toBe(sum)
    }
    expect(sum, key).toBe(minor(amount, currency))
    expect((await desk.statements.follow({ selection: follow })).amount).toBe(amount)
    expect(new Set(lines.map(({ entryId, line }) => `${entryId} ${line}`)).size).toBe(lines.length)
  }
  return numbers.length
}
