/** What a service must be beyond its shape, by itself: its amounts, its parts and its terms. Pure. */
import { Money } from '../values/money.ts'
import { ServiceInvalid } from './errors.ts'
import type { LateRule, ServiceDefinition } from './service-definition.ts'

/** @throws SERVICE_INVALID, MONEY_TOO_PRECISE */
export function checkDefinition(definition: ServiceDefinition, currency: string): void {
  const { cancellation, rescheduling, noShow } = definition
  const rules = { cancellation, 'rescheduling.rules': rescheduling.rules }
  for (const [field, amount] of [
    ...pricesOf(definition),
    ['deposit', definition.deposit] as const,
    ['noShow.amount', noShow.amount] as const,
    ...Object.entries(rules).flatMap(([field, all]) =>
      all.map(({ amount }, place) => [`${field}.${place}.amount`, amount] as const),
    ),
  ]) {
    if (amount !== undefined) Money.of(amount, currency, field)
  }
  checkDeposit(definition, currency)
  checkPhases(definition)
  for (const [field, all] of Object.entries(rules)) checkLateRules(field, all)
}

/** Each with the field in which it stands. */
const pricesOf = ({ price, prices }: ServiceDefinition): readonly (readonly [field: string, amount: string])[] => [
  ['price', price],
  ...prices.map(({ amount }, place) => [`prices.${place}.amount`, amount] as const),
]

/** What is paid before is a part of the price, at every time. What costs nothing by itself is paid for with its order, which bounds what is due. */
function checkDeposit(definition: ServiceDefinition, currency: string): void {
  const deposit = Money.of(definition.deposit, currency)
  for (const [field, amount] of pricesOf(definition)) {
    const price = Money.of(amount, currency)
    if (price.isZero() || !deposit.greaterThan(price)) continue
    throw ServiceInvalid.create({ field: 'deposit', rule: `be at most ${field}, ${price}`, value: `${deposit}` })
  }
}

/** Every part has a length, whatever the booking's is. */
function checkPhases({ duration, requirements }: ServiceDefinition): void {
  const at = ({ anchor, minutes }: { anchor: 'start' | 'end'; minutes: number }) =>
    anchor === 'start' ? minutes : duration + minutes
  for (const [place, { from, to }] of requirements.entries()) {
    if (at(from) < at(to)) continue
    const value = `${at(to) - at(from)} minutes`
    throw ServiceInvalid.create({ field: `requirements.${place}.to`, rule: 'come after its from', value })
  }
}

/** The rule with the least `within` decides: of two alike neither would. */
function checkLateRules(field: string, rules: readonly LateRule[]): void {
  for (const [place, { within }] of rules.entries()) {
    const first = rules.findIndex((one) => one.within === within)
    if (first === place) continue
    const rule = `be another than that of ${field}.${first}, which is for the same minutes before the start`
    throw ServiceInvalid.create({ field: `${field}.${place}.within`, rule, value: `${within}` })
  }
}
