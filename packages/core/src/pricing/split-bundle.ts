/** Shares the price of a bundle out over its components, step by step. Pure. */
import { Money } from '../values/money.ts'
import type { PriceStep } from './price-step.ts'

/** What a component would cost alone: it weighs so much in the bundle. */
export interface Component {
  /** The price of so many of it, with its options. */
  readonly alone: Money
  readonly name: string
}

export interface ComponentPrice {
  readonly amount: Money
  readonly steps: readonly PriceStep[]
}

/**
 * The price of every component: they add up to that of the bundle, after each of its steps and in the end. Shared out by
 * what the components cost alone, by largest remainder; evenly where all cost nothing.
 *
 * @param steps of the bundle, the first that of its list price
 */
export function splitBundle(
  bundle: {
    readonly code: string
    readonly name: string
    readonly nameEn: string | null
    readonly currency: string
    readonly steps: readonly PriceStep[]
  },
  components: readonly Component[],
): ComponentPrice[] {
  const { currency } = bundle
  const weights = components.map(({ alone }) => alone.minor)
  const weighed = weights.some((weight) => weight > 0n) ? weights : weights.map(() => 1n)
  const shared = (total: string): readonly Money[] => Money.of(total, currency).allocate(weighed)
  let standing: readonly Money[] = components.map(() => Money.zero(currency))
  const steps: PriceStep[][] = components.map(() => [])
  for (const [turn, step] of bundle.steps.entries()) {
    const after = shared(step.after)
    for (const [at, own] of steps.entries()) {
      const [before, now] = [standing[at], after[at]]
      if (before === undefined || now === undefined) continue
      if (turn === 0) own.push(...firstSteps(bundle, step, components[at], now))
      else own.push({ ...step, change: now.minus(before).toString(), before: before.toString(), after: now.toString() })
    }
    standing = after
  }
  return components.map((_, at) => ({ amount: standing[at] ?? Money.zero(currency), steps: steps[at] ?? [] }))
}

/** A component begins with what it costs alone, and goes on to its share of the bundle. */
function firstSteps(
  bundle: { readonly code: string; readonly name: string; readonly nameEn: string | null },
  step: PriceStep,
  component: Component | undefined,
  share: Money,
): PriceStep[] {
  if (component === undefined) return []
  const { alone } = component
  const zero = alone.minus(alone).toString()
  return [
    {
      ...step,
      change: alone.toString(),
      before: zero,
      after: alone.toString(),
      words: { zh: `单买 ${alone}`, en: `Alone ${alone}` },
      audit: `what the component costs alone: its weight in bundle ${bundle.code}`,
      source: null,
    },
    {
      ...step,
      rule: 'calotype.bundle',
      ruleVersion: 1,
      change: share.minus(alone).toString(),
      before: alone.toString(),
      after: share.toString(),
      words: { zh: `套装 ${bundle.name} 中的份额`, en: `Share of bundle ${bundle.nameEn ?? bundle.name}` },
      audit: `share of bundle ${bundle.code}, which costs ${step.after}: ${step.audit}`,
      source: step.source ?? { kind: 'bundle', code: bundle.code, version: null, name: bundle.name },
    },
  ]
}
