/** What a service must be beyond its shape, by itself: its amounts, its parts and its terms. Pure. */
import { Money } from '../values/money.ts'
import { ServiceInvalid } from './errors.ts'
import type { LateRule, Requirement, ServiceDefinition } from './service-definition.ts'
import { minutesPerDay } from './time-rules.ts'

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
  checkDates(definition)
  checkNotice(definition)
  checkPhases(definition)
  checkPlace(definition)
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

/** A price of no day would never go. */
function checkDates({ prices }: ServiceDefinition): void {
  for (const [place, { dates }] of prices.entries()) {
    if (dates === undefined || dates.from <= dates.to) continue
    const [field, rule] = [`prices.${place}.dates.to`, `not come before its from, ${dates.from}`]
    throw ServiceInvalid.create({ field, rule, value: dates.to })
  }
}

/** Between the soonest and the farthest start there is some time, or nobody whom the terms bind could ever book. */
function checkNotice({ notice, horizon }: ServiceDefinition): void {
  const most = horizon * minutesPerDay
  if (notice < most) return
  const rule = `be less than the horizon, which is ${horizon} days or ${most} minutes`
  throw ServiceInvalid.create({ field: 'notice', rule, value: `${notice} minutes` })
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

/** A booking takes place at one of them: of two neither would say where. */
function checkPlace({ requirements }: ServiceDefinition): void {
  const first = requirements.findIndex(({ isPlace }) => isPlace)
  const second = requirements.findIndex(({ isPlace }, place) => isPlace && place > first)
  if (second === -1) return
  const rule = `be false, for requirements.${first} says already where the booking takes place`
  throw ServiceInvalid.create({ field: `requirements.${second}.isPlace`, rule, value: 'true' })
}

/**
 * The lists of the requirements: resources that there are, each of them once, and as many as are needed.
 *
 * @throws SERVICE_INVALID
 */
export function checkResources(
  requirements: readonly Requirement[],
  find: (codeOrId: string) => { readonly id: string } | undefined,
): void {
  for (const [place, { resources, count }] of requirements.entries()) {
    if (resources === undefined) continue
    const field = `requirements.${place}.resources`
    const listed = new Map<string, string>()
    for (const one of resources) {
      const found = find(one)
      if (found === undefined) {
        throw ServiceInvalid.create({ field, rule: 'be codes or ids of resources', value: `"${one}"` })
      }
      const before = listed.get(found.id)
      if (before !== undefined) {
        const value = before === one ? `"${one}" twice` : `"${before}" and "${one}", which are the same`
        throw ServiceInvalid.create({ field, rule: 'name each resource once', value })
      }
      listed.set(found.id, one)
    }
    if (count <= listed.size) continue
    const rule = `be at most ${listed.size}, as many as ${field} lists`
    throw ServiceInvalid.create({ field: `requirements.${place}.count`, rule, value: `${count}` })
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
