/** Everything that must hold of the books while nobody works at them. */
import { readerOf } from '../stores/open.ts'
import type { Place } from '../stores/place.ts'
import { type Books, moved, readBooks, sums, words } from './books.ts'
import { type BooksEngine, branches, deskOf } from './open-books.ts'
import { numberViolations, refundViolations, voucherViolations } from './paper.ts'
import { entryViolations, orderViolations, storedValueViolations, totalViolations } from './replay.ts'
import { shiftViolations } from './shifts.ts'

/** What the rows break, by name of the rule. */
export const rowRules: Readonly<Record<string, (books: Books) => readonly string[]>> = {
  entries: entryViolations,
  orders: orderViolations,
  storedValue: storedValueViolations,
  totals: totalViolations,
  refunds: refundViolations,
  numbers: numberViolations,
  vouchers: voucherViolations,
  shifts: shiftViolations,
}

/** Seals what was posted, then holds the rows against each other and against what the engine answers. */
export async function checkBooks(place: Place, engine: BooksEngine): Promise<readonly string[]> {
  await engine.settle()
  const reader = await readerOf(place)
  try {
    const books = await readBooks(reader)
    const broken = Object.entries(rowRules).flatMap(([rule, violations]) =>
      violations(books).map((violation) => `${rule}: ${violation}`),
    )
    return [...broken, ...(await answerViolations(engine, books))]
  } finally {
    await reader.close()
  }
}

async function answerViolations(engine: BooksEngine, books: Books): Promise<readonly string[]> {
  const violations: string[] = []
  const desk = deskOf(engine, 'auditor', 'main')
  const replayed = sums(books.lines, (line) => words(line.account), moved)
  const trial = await desk.ledger.trialBalance({})
  for (const { account, balance } of trial.accounts) {
    const stored = BigInt(balance.replace('.', ''))
    if (stored !== (replayed.get(account) ?? 0n)) {
      violations.push(`trial balance: ${account} is ${stored}, replayed ${replayed.get(account) ?? 0n}`)
    }
  }
  if (trial.accounts.length !== replayed.size) violations.push('trial balance: it has other accounts than the journal')
  const owed = books.commitments.reduce((sum, row) => sum + BigInt(String(row.outstanding)), 0n)
  const aged = await desk.receivables.aging({ notDue: true })
  if (BigInt(aged.outstanding.replace('.', '')) !== owed) violations.push(`ageing: ${aged.outstanding} of ${owed}`)
  for (const branch of branches) {
    const here = deskOf(engine, 'auditor', branch)
    const { intact, fault, unsealed } = await here.ledger.verify({})
    if (!intact) violations.push(`seal: ${branch} has the fault ${JSON.stringify(fault)}`)
    if (unsealed !== null && unsealed.count > 0)
      violations.push(`seal: ${unsealed.count} entries of ${branch} are not sealed`)
    const totals = await here.ledger.verifyTotals({})
    if (!totals.intact) violations.push(`totals: those of ${branch} differ in ${totals.differing.join(', ')}`)
    const period = await here.ledger.verifyPeriod({})
    if (!period.intact) violations.push(`period: what was closed in ${branch} has changed`)
  }
  return violations
}
