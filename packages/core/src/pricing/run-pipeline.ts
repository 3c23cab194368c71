/** Runs the rules of pricing over a cart. Pure. */
import { isCalotypeError } from '../values/calotype-error.ts'
import { Money } from '../values/money.ts'
import { PriceBelowZero, PricingRuleInvalid } from './errors.ts'
import { type PriceStep, pricingStages } from './price-step.ts'
import type { PriceEffect, PricingCart, PricingLine, PricingRule } from './pricing-rule.ts'

/** A line with its price. */
export interface PricedLine extends PricingLine {
  readonly steps: readonly PriceStep[]
}

/** Rules in the order in which they run, whatever the order in which plugins were loaded. */
export function sortRules(rules: readonly PricingRule[]): PricingRule[] {
  const place = ({ stage }: PricingRule): number => pricingStages.indexOf(stage)
  return [...rules].sort((a, b) => place(a) - place(b) || (a.order ?? 0) - (b.order ?? 0) || (a.name < b.name ? -1 : 1))
}

/**
 * Prices the lines of a cart, which come with an amount of nothing. The amount of each is the sum of the changes of its
 * steps, at any moment, and never negative.
 *
 * @throws PRICE_BELOW_ZERO, PRICING_RULE_INVALID; errors of Calotype that rules throw
 */
export function runPipeline(
  cart: PricingCart,
  rules: readonly PricingRule[],
  factsOf: ReadonlyMap<string, unknown>,
): PricedLine[] {
  let lines: PricedLine[] = cart.lines.map((line) => ({ ...line, steps: [] }))
  let listed = false
  for (const rule of rules) {
    if (!listed && rule.stage !== 'list' && rule.stage !== 'options') {
      lines = lines.map((line) => ({ ...line, listAmount: line.amount }))
      listed = true
    }
    const effects = effectsOf(rule, { ...cart, lines }, factsOf.get(rule.name))
    if (!Array.isArray(effects)) {
      throw PricingRuleInvalid.create({ rule: rule.name, fault: 'must answer a list of effects, at once' })
    }
    if (effects.length > 0) lines = withEffects(rule, lines, effects as readonly PriceEffect[])
  }
  return listed ? lines : lines.map((line) => ({ ...line, listAmount: line.amount }))
}

/** What a rule answers. An error that is none of ours is a fault of the rule, and says which one it is. */
function effectsOf(rule: PricingRule, cart: PricingCart, facts: unknown): unknown {
  try {
    return rule.apply(cart, facts)
  } catch (error) {
    if (isCalotypeError(error)) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw PricingRuleInvalid.create({ rule: rule.name, fault: `failed: ${reason}` }, { cause: error })
  }
}

function withEffects(rule: PricingRule, lines: readonly PricedLine[], effects: readonly PriceEffect[]): PricedLine[] {
  const changed = new Map(lines.map((line) => [line.line, line]))
  for (const effect of effects) {
    const line = changed.get(effect.line)
    if (line === undefined) {
      throw PricingRuleInvalid.create({ rule: rule.name, fault: `names line ${effect.line}, which is not there` })
    }
    changed.set(effect.line, withStep(line, rule, effect))
  }
  return lines.map((line) => changed.get(line.line) ?? line)
}

function withStep(line: PricedLine, rule: PricingRule, effect: PriceEffect): PricedLine {
  const after = line.amount.plus(effect.change)
  if (after.isNegative()) {
    throw PriceBelowZero.create({ line: line.line, rule: rule.name, amount: after.toString() })
  }
  const step: PriceStep = {
    stage: effect.stage ?? rule.stage,
    rule: rule.name,
    ruleVersion: rule.version,
    change: effect.change.toString(),
    before: line.steps.at(-1)?.after ?? line.amount.toString(),
    after: after.toString(),
    words: { zh: effect.words.zh, en: effect.words.en },
    audit: effect.audit,
    source: effect.source ?? null,
  }
  return { ...line, amount: after, steps: [...line.steps, step] }
}

/** What changed a line in all, or by the steps that `fit`. */
export function sumOfSteps(
  currency: string,
  steps: readonly PriceStep[],
  fits: (step: PriceStep) => boolean = () => true,
): Money {
  return Money.sum(
    currency,
    steps.filter(fits).map((step) => Money.of(step.change, currency)),
  )
}
