/** What must hold whatever was asked for. */
import { type Known, uuid } from './known.ts'
import type { Studios, Tenant } from './studio.ts'
import { branches } from './studio.ts'

/** What is wrong with an answer; nothing where all is well. */
export function failureOf(error: unknown): string | null {
  const { code, status, message, cause } = error as {
    code?: unknown
    status?: unknown
    message?: unknown
    cause?: unknown
  }
  if (typeof code === 'string' && typeof status === 'number' && status < 500) return null
  const because = cause instanceof Error ? ` because ${cause.message}` : ''
  return `${String(code ?? 'an untyped error')} ${String(status ?? '')}: ${String(message).slice(0, 300)}${because.slice(0, 300)}`
}

/** Ids of other studios that an answer tells without having been asked by them. */
export function leaks(answer: unknown, input: string, others: readonly Known[]): readonly string[] {
  const found: string[] = []
  const walk = (value: unknown): void => {
    if (typeof value === 'string') {
      if (uuid.test(value) && others.some(({ ids }) => ids.has(value)) && !input.includes(value)) found.push(value)
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk)
  }
  walk(answer)
  return found
}

/** Branches that an answer speaks of, beside those within reach and the one that was asked for, which it may repeat. */
export function beyondReach(answer: unknown, reach: readonly string[], input: string): readonly string[] {
  const found = new Set<string>()
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { branch, orderBranch, kind } = value as Readonly<Record<string, unknown>>
    // What a customer agreed to is the studio's, wherever it was said.
    if (typeof kind === 'string' && kind.startsWith('customers.')) return
    // A slip is of two branches, with all that it says: of the one that sold, and of the one that handed over.
    if (typeof orderBranch === 'string' && reach.includes(orderBranch)) return
    const asked = typeof branch === 'string' && input.includes(`"branch":"${branch}"`)
    if (typeof branch === 'string' && !asked && !reach.includes(branch)) found.add(branch)
    Object.values(value).forEach(walk)
  }
  walk(answer)
  return [...found]
}

/** Holds what a studio keeps against its facts. */
export async function bookViolations({ as }: Studios, tenant: Tenant): Promise<readonly string[]> {
  const found: string[] = []
  for (const branch of branches) {
    const desk = as(tenant, branch, 'owner')
    const checks = {
      'ledger.verify': await desk.ledger.verify({}),
      'ledger.verifyTotals': await desk.ledger.verifyTotals({}),
      'inventory.verify': await desk.inventory.verify({}),
    }
    for (const [name, { intact }] of Object.entries(checks)) {
      if (!intact)
        found.push(`${tenant} ${branch}: ${name}: ${JSON.stringify(checks[name as keyof typeof checks]).slice(0, 600)}`)
    }
    for (const { currency, debit, credit } of (await desk.ledger.trialBalance({ branch })).totals) {
      if (debit !== credit) found.push(`${tenant} ${branch}: trial balance in ${currency}: ${debit} against ${credit}`)
    }
  }
  return found
}
