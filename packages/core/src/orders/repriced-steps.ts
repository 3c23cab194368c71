/** The steps of a line that is priced again: what changed of each, so that old and new steps together add up to its amount. Pure. */
import { type PriceStep, type PriceWords, sumOfSteps } from '../pricing/index.ts'
import { Money } from '../values/money.ts'

export interface RepricedSteps {
  readonly currency: string
  readonly before: readonly PriceStep[]
  /** The steps of the new price, from nothing. */
  readonly after: readonly PriceStep[]
  /** Stages whose steps stay as they are: what was given by hand, what coupons took off. They are not among the new ones. */
  readonly kept: ReadonlySet<PriceStep['stage']>
  /** Of the step that tells the change of the list price. */
  readonly words: PriceWords
}

/** The new steps alone, in an order in which the price between two is never below zero. */
export function repricedSteps(of: RepricedSteps): PriceStep[] {
  const { currency, before, after, kept, words } = of
  const zero = Money.zero(currency)
  const old = byKey(before.filter(({ stage }) => !kept.has(stage)))
  const now = byKey(after)
  const keys = [...new Set([...now.keys(), ...old.keys()])]
  const changes = keys.flatMap((key) => {
    const [then = [], steps = []] = [old.get(key), now.get(key)]
    const step = steps.at(-1) ?? then.at(-1)
    if (step === undefined) return []
    const [was, is] = [sumOfSteps(currency, then), sumOfSteps(currency, steps)]
    const change = is.minus(was)
    const listed = step.stage === 'list'
    const told = listed || (change.isZero() && then.at(-1)?.words.en !== step.words.en && steps.length > 0)
    if (change.isZero() && !told) return []
    const audit = steps.length === 0 ? `${is} instead of ${was}: no longer` : `${is} instead of ${was}: ${step.audit}`
    return [{ step: { ...step, audit, ...(listed ? { words } : {}) }, change }]
  })
  const raises = changes.filter(({ change }) => change.isPositive())
  const falls = changes.filter(({ change }) => change.isNegative())
  const rest = changes.filter(({ change }) => change.isZero())
  let standing = before.reduce((sum, { change }) => sum.plus(Money.of(change, currency)), zero)
  return [...raises, ...falls, ...rest].map(({ step, change }) => {
    const from = standing
    standing = standing.plus(change)
    return { ...step, change: change.toString(), before: from.toString(), after: standing.toString() }
  })
}

function byKey(steps: readonly PriceStep[]): ReadonlyMap<string, readonly PriceStep[]> {
  const found = new Map<string, PriceStep[]>()
  for (const step of steps) {
    const { stage, rule, source } = step
    const key = stage === 'list' ? stage : JSON.stringify([stage, rule, source?.kind ?? null, source?.code ?? null])
    found.set(key, [...(found.get(key) ?? []), step])
  }
  return found
}
