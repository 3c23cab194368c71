import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PriceEffect, type PricingRule, roundToUnit } from '../../src/pricing/index.ts'
import { includedTax } from '../../src/pricing/included-tax.ts'
import { byHand } from '../../src/pricing/rules/by-hand.ts'
import { listPrice } from '../../src/pricing/rules/list-price.ts'
import { offers } from '../../src/pricing/rules/offers.ts'
import { optionPrices } from '../../src/pricing/rules/option-prices.ts'
import { rounding, taxIncluded } from '../../src/pricing/rules/tax-and-rounding.ts'
import { runPipeline, sortRules, sumOfSteps } from '../../src/pricing/run-pipeline.ts'
import { soldPrice } from '../../src/pricing/sold-price.ts'
import { splitBundle } from '../../src/pricing/split-bundle.ts'
import { PriceBelowZero } from '../../src/pricing/errors.ts'
import { Money } from '../../src/values/money.ts'
import { Quantity } from '../../src/values/quantity.ts'
import { beyondLimit, limitOf } from '../../src/pricing/discount-limit.ts'
import { cartOf, carts, cny, lineOf, offerLists } from './carts.ts'

const builtIn = sortRules([rounding, taxIncluded, byHand, offers, optionPrices, listPrice] as PricingRule[])
const none = { name: 'none', version: 1, words: { zh: '', en: '' }, round: (amount: Money) => amount }
const facts = (over: Record<string, unknown> = {}) =>
  new Map<string, unknown>(
    Object.entries({ 'calotype.offers': [], 'calotype.byHand': 'li', 'calotype.rounding': none, ...over }),
  )

const ruleOf = (name: string, apply: PricingRule['apply'], over: Partial<PricingRule> = {}): PricingRule => ({
  name,
  version: 1,
  stage: 'promotions',
  apply,
  ...over,
})
const words = { zh: '减', en: 'off' }

describe('the pipeline of prices', () => {
  it('runs rules by stage, order and name, whatever the order in which they were loaded', () => {
    const nothing = () => []
    const rules = [
      ruleOf('b.x', nothing),
      ruleOf('z', nothing, { stage: 'list' }),
      ruleOf('a.x', nothing, { order: 1 }),
      ruleOf('a.y', nothing),
    ]
    expect(sortRules(rules).map(({ name }) => name)).toEqual(['z', 'a.y', 'b.x', 'a.x'])
    expect(sortRules([...rules].reverse()).map(({ name }) => name)).toEqual(['z', 'a.y', 'b.x', 'a.x'])
    expect(builtIn.map(({ stage }) => stage)).toEqual(['list', 'options', 'promotions', 'manual', 'tax', 'rounding'])
  })

  it('makes an amount that is the sum of its steps, each beginning where the one before ended, never below nothing', () => {
    const policies = fc.constantFrom(
      none,
      roundToUnit('1.00', 'down'),
      roundToUnit('0.50', 'half-up'),
      roundToUnit('10.00', 'up'),
    )
    fc.assert(
      fc.property(carts, offerLists, policies, fc.nat(100), (cart, held, policy, share) => {
        const lines = cart.lines.map((line) => ({
          ...line,
          listed: { ...line.listed, price: line.amount },
          quantity: Quantity.one,
          byHand: null,
          taxRate: '6',
          amount: Money.zero('CNY'),
          // A share of a hundredth of the price: always below what promotions leave of it, or refused.
          discount: line.amount.percentage(String(share), 'down').percentage('1', 'down'),
        }))
        const run = () =>
          runPipeline({ ...cart, lines }, builtIn, facts({ 'calotype.offers': held, 'calotype.rounding': policy }))
        let priced: ReturnType<typeof run>
        try {
          priced = run()
        } catch (error) {
          expect(error).toMatchObject({ code: 'DISCOUNT_TOO_LARGE' })
          return
        }
        for (const [at, line] of priced.entries()) {
          expect(line.amount.isNegative()).toBe(false)
          expect(sumOfSteps('CNY', line.steps).equals(line.amount)).toBe(true)
          let standing = '0.00'
          for (const step of line.steps) {
            expect(step.before).toBe(standing)
            standing = step.after
          }
          expect(standing).toBe(line.amount.toString())
          expect(line.listAmount.toString()).toBe(cart.lines[at]?.amount.toString())
        }
      }),
      { numRuns: 200 },
    )
  })

  it('refuses a rule that goes below nothing, names no line, or answers nothing', () => {
    const cart = cartOf([lineOf(1, { amount: Money.zero('CNY') })])
    const effect = (over: Partial<PriceEffect>): PriceEffect => ({
      line: 1,
      change: cny('-1.00'),
      words,
      audit: '',
      ...over,
    })
    const run = (apply: PricingRule['apply']) => () =>
      runPipeline(cart, [listPrice, ruleOf('mine.cut', apply)], facts())
    const free = cartOf([
      lineOf(1, { amount: Money.zero('CNY'), listed: { price: cny('0.50'), source: null, audit: '' } }),
    ])
    expect(() => runPipeline(free, [listPrice, ruleOf('mine.cut', () => [effect({})])], facts())).toThrow(
      'The pricing rule "mine.cut" left line 1 at -0.50.',
    )
    expect(run(() => [effect({ line: 2 })])).toThrow('The pricing rule "mine.cut" names line 2, which is not there.')
    expect(run((async () => []) as never)).toThrow('must answer a list of effects, at once')
  })

  it('tells the price by hand in the place of list price and options', () => {
    const choice = { code: 'senior', name: '资深', nameEn: 'Senior', price: '300.00' }
    const group = {
      code: 'makeup',
      name: '化妆师',
      nameEn: 'Artist',
      choose: 'one' as const,
      required: false,
      choices: [choice],
    }
    const line = lineOf(1, {
      amount: Money.zero('CNY'),
      listed: { price: cny('4999.00'), source: null, audit: '' },
      choices: [{ group, choice }],
      byHand: cny('5000.00'),
      discount: cny('10.00'),
    })
    const [priced] = runPipeline(cartOf([line]), builtIn, facts())
    expect(priced?.steps.map(({ stage, change, words: told }) => [stage, change, told.zh, told.en])).toEqual([
      ['list', '4999.00', '标价 4999.00', 'List price 4999.00'],
      ['options', '300.00', '化妆师：资深', 'Artist: Senior'],
      ['manual', '-299.00', '议定单价 5000.00', 'Agreed price 5000.00 each'],
      ['manual', '-10.00', '优惠', 'Discount'],
    ])
  })
})

describe('a bundle', () => {
  it('is shared out by what its components cost alone', () => {
    const steps = [{ change: '1000.00', before: '0.00', after: '1000.00' }].map((one) => ({
      ...one,
      stage: 'list' as const,
      rule: 'calotype.listPrice',
      ruleVersion: 1,
      words,
      audit: '',
      source: null,
    }))
    const of = { code: 'set', name: '套装', nameEn: null, currency: 'CNY', steps }
    const shares = splitBundle(of, [
      { alone: cny('999.00'), name: 'a' },
      { alone: cny('333.00'), name: 'b' },
      { alone: cny('1.00'), name: 'c' },
    ])
    expect(shares.map(({ amount }) => amount.toString())).toEqual(['749.44', '249.81', '0.75'])
    expect(shares[0]?.steps.map(({ change }) => change)).toEqual(['999.00', '-249.56'])
  })

  it('adds up to its price after every step, each component to the sum of its steps', () => {
    const bundleSteps = fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 1, maxLength: 5 })
    const weights = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(bundleSteps, weights, (afters, alone) => {
        const shown = (minor: number) => Money.ofMinor(BigInt(minor), 'CNY').toString()
        const steps = afters.map((after, at) => ({
          stage: 'list' as const,
          rule: 'r',
          ruleVersion: 1,
          before: shown(afters[at - 1] ?? 0),
          after: shown(after),
          change: shown(after - (afters[at - 1] ?? 0)),
          words,
          audit: '',
          source: null,
        }))
        const components = alone.map((minor) => ({ alone: Money.ofMinor(BigInt(minor), 'CNY'), name: 'x' }))
        const shares = splitBundle({ code: 's', name: 's', nameEn: null, currency: 'CNY', steps }, components)
        const sum = Money.sum(
          'CNY',
          shares.map(({ amount }) => amount),
        )
        expect(sum.toString()).toBe(steps.at(-1)?.after)
        for (const share of shares) {
          expect(share.amount.isNegative()).toBe(false)
          expect(sumOfSteps('CNY', share.steps).equals(share.amount)).toBe(true)
          for (const step of share.steps) expect(Money.of(step.after, 'CNY').isNegative()).toBe(false)
        }
      }),
    )
  })
})

describe('a sold price', () => {
  it('agrees: unit price times quantity, half up, less the discount is the amount', () => {
    const quantities = fc.constantFrom('1', '3', '0.3333', '7.5', '1000')
    fc.assert(
      fc.property(quantities, fc.nat(1_000_00), fc.nat(5_000_00), (given, unit, amount) => {
        const quantity = Quantity.of(given)
        const price = soldPrice(quantity, Money.ofMinor(BigInt(unit), 'CNY'), Money.ofMinor(BigInt(amount), 'CNY'))
        expect(price.discount.isNegative()).toBe(false)
        expect(price.unitPrice.times(quantity, 'half-up').minus(price.discount).minor).toBe(BigInt(amount))
        if (price.unitPrice.minor !== BigInt(unit)) expect(price.unitPrice.minor > BigInt(unit)).toBe(true)
      }),
    )
  })

  it('includes tax: of 106.00 at 6 per cent 6.00, of nothing nothing', () => {
    expect(includedTax(cny('106.00'), '6').toString()).toBe('6.00')
    expect(includedTax(cny('99.99'), '13').toString()).toBe('11.50')
    expect(includedTax(cny('0.00'), '6').toString()).toBe('0.00')
    expect(includedTax(cny('10.00'), '0').toString()).toBe('0.00')
  })
})

describe('a rule that fails', () => {
  const cart = cartOf([lineOf(1)])
  it('is named, and what it threw is kept; an error of Calotype goes on as it is', () => {
    const broken = ruleOf('club.broken', () => {
      throw new TypeError('no level')
    })
    expect(() => runPipeline(cart, [broken], facts())).toThrow(
      expect.objectContaining({
        code: 'PRICING_RULE_INVALID',
        details: { rule: 'club.broken', fault: 'failed: no level' },
        cause: expect.any(TypeError),
      }),
    )
    const refusing = ruleOf('club.refusing', () => {
      throw PriceBelowZero.create({ line: 1, rule: 'club.refusing', amount: '-1.00' })
    })
    expect(() => runPipeline(cart, [refusing], facts())).toThrow(expect.objectContaining({ code: 'PRICE_BELOW_ZERO' }))
  })
})

describe('the limit of what is given by hand', () => {
  const limits = {
    cashier: { percent: 5, amount: '100' },
    senior: { percent: 10, amount: null },
    owner: { percent: null, amount: null },
  }

  it('is the widest of the roles that are named; whoever has none of them has none', () => {
    expect(limitOf(['cashier'], limits)).toEqual({ percent: 5, amount: '100' })
    expect(limitOf(['cashier', 'senior', 'photographer'], limits)).toEqual({ percent: 10, amount: null })
    expect(limitOf(['cashier', 'owner'], limits)).toEqual({ percent: null, amount: null })
    expect(limitOf(['photographer', 'toString'], limits)).toEqual({ percent: null, amount: null })
  })

  it('holds for each line per cent, and for the order in all', () => {
    const given = (off: string, line = 1) => ({ line, from: cny('1000.00'), off: cny(off) })
    const beyond = (...all: ReturnType<typeof given>[]) => beyondLimit('CNY', { percent: 5, amount: '60' }, all)
    expect(beyond(given('50.00'))).toBeUndefined()
    expect(beyond(given('50.01'))).toBe('50.01 off line 1 is more than 5 % of 1000.00')
    expect(beyond(given('50.00'), given('10.01', 2))).toBe('60.01 off the order is more than 60.00')
    expect(beyond(given('-20.00'))).toBeUndefined()
  })
})
