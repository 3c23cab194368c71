import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import {
  createEngine,
  differsBeyond,
  exchangeRate,
  impliedRate,
  type RateProvider,
  rateProviderToken,
  worthOf,
} from '../../src/index.ts'
import { clockToken, provide } from '../../src/engine/tokens.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { Money } from '../../src/values/money.ts'

const studio = { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' } as const
const source = 'Bank of China'

async function opened(provider?: RateProvider, storage = memory()) {
  const clock = { now: '2026-11-22T04:00:00.000Z' }
  const engine = await createEngine({
    storage,
    studio,
    tenants: ['rose', 'lily'],
    background: false,
    provide: [
      provide(clockToken, { useValue: { now: () => clock.now } }),
      ...(provider === undefined ? [] : [provide(rateProviderToken, { useValue: provider })]),
    ],
  })
  const as = (role: string, tenant = 'rose') =>
    engine.as({ tenant, branch: 'main', actor: { id: role, roles: [role] } })
  const set = (currency: string, rate: string, more: object = {}) =>
    as('manager').currency.setRates({ rates: [{ currency, rate }], source, ...more })
  return { engine, clock, as, set, manager: as('manager') }
}

describe('a rate', () => {
  it('is what was set last, also where the clock of the process that set it is behind', async () => {
    const disk = memoryDisk()
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T04:00:05.000Z') })
    try {
      const ahead = await opened(undefined, memory({ disk }))
      await ahead.set('USD', '7.12')
      await ahead.set('USD', '7.13')
      vi.setSystemTime(new Date('2026-11-22T04:00:00.000Z'))
      const behind = await opened(undefined, memory({ disk }))
      await behind.set('USD', '7.2')
      expect(await ahead.manager.currency.rate({ currency: 'USD' })).toMatchObject({ rate: '7.2' })
      const { items } = await ahead.manager.currency.rates({ currency: 'USD' })
      expect(items.map((one) => one.rate)).toEqual(['7.2', '7.13', '7.12'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('is what was set last for the latest day, and is kept with who set it', async () => {
    const { set, manager } = await opened()
    expect(await set('USD', '7.1200')).toEqual([
      {
        currency: 'USD',
        rate: '7.12',
        quote: 'CNY',
        validOn: '2026-11-22',
        source,
        setAt: '2026-11-22T04:00:00.000Z',
        setBy: 'manager',
      },
    ])
    await set('USD', '7.0', { validOn: '2026-11-20' })
    await set('USD', '7.13')
    await set('USD', '7.15', { validOn: '2026-11-23' })
    expect(await manager.currency.rate({ currency: 'USD' })).toMatchObject({ rate: '7.13', validOn: '2026-11-22' })
    expect(await manager.currency.rate({ currency: 'USD', date: '2026-11-21' })).toMatchObject({ rate: '7' })
    const { items } = await manager.currency.rates({ currency: 'USD' })
    expect(items.map((one) => one.rate)).toEqual(['7.15', '7.13', '7.12', '7'])
    const first = await manager.currency.rates({ limit: 3 })
    expect((await manager.currency.rates({ limit: 3, cursor: first.next ?? '' })).items).toHaveLength(1)
  })

  it('is another studio’s own', async () => {
    const { set, as } = await opened()
    await set('USD', '7.12')
    await expect(as('manager', 'lily').currency.rate({ currency: 'USD' })).rejects.toMatchObject({
      code: 'RATE_MISSING',
      details: { last: null },
    })
  })

  it.each([
    ['RATE_INVALID', 'USD', '0'],
    ['RATE_INVALID', 'USD', '0.000'],
    ['RATE_INVALID', 'USD', '-7.12'],
    ['RATE_INVALID', 'USD', '7,12'],
    ['RATE_INVALID', 'USD', '1e3'],
    ['RATE_INVALID', 'USD', 'NaN'],
    ['RATE_INVALID', 'USD', '0.0000000001'],
    ['RATE_INVALID', 'USD', '1000000000'],
    ['RATE_OF_OWN_CURRENCY', 'CNY', '1'],
    ['CURRENCY_UNKNOWN', 'XYZ', '1'],
    ['INPUT_INVALID', 'usd', '7.12'],
    ['RATE_CHANGE_TOO_LARGE', 'EUR', '780.5'],
    ['RATE_CHANGE_TOO_LARGE', 'EUR', '0.07805'],
    ['RATE_CHANGE_TOO_LARGE', 'EUR', '9.3661'],
  ])('is refused with %s: %s at %s', async (code, currency, rate) => {
    const { set, manager } = await opened()
    await set('EUR', '7.805')
    await expect(set(currency, rate)).rejects.toMatchObject({ code })
    expect((await manager.currency.rates({})).items).toHaveLength(1)
  })

  it('far from the last one is set by who may confirm it', async () => {
    const { set, as, manager } = await opened()
    await set('USD', '7')
    await set('USD', '8.4')
    await expect(set('USD', '84')).rejects.toMatchObject({ details: { last: '8.4', percent: 20 } })
    await set('USD', '84', { confirmed: true })
    expect(await manager.currency.rate({ currency: 'USD' })).toMatchObject({ rate: '84' })
    const given = { rates: [{ currency: 'USD', rate: '84' }], source }
    await expect(as('cashier').currency.setRates(given)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    await expect(set('USD', '84', { validOn: '2026-11-24' })).rejects.toMatchObject({ code: 'RATE_DATED_AHEAD' })
  })

  it('comes from the host where that knows a later one', async () => {
    const known = { rate: '7.2000', validOn: '2026-11-22', source: 'feed' }
    const { set, manager, clock } = await opened({ rateOn: ({ currency }) => (currency === 'USD' ? known : undefined) })
    expect(await manager.currency.rate({ currency: 'USD' })).toMatchObject({ rate: '7.2', source: 'feed' })
    await expect(manager.currency.rate({ currency: 'EUR' })).rejects.toMatchObject({ code: 'RATE_MISSING' })
    // Who sets one for the same day means it.
    await set('USD', '7.3')
    expect(await manager.currency.rate({ currency: 'USD' })).toMatchObject({ rate: '7.3', source })
    clock.now = '2026-11-30T04:00:00.000Z'
    await expect(manager.currency.rate({ currency: 'USD' })).rejects.toMatchObject({ code: 'RATE_MISSING' })
    await manager.settings.change({ plugin: 'currency', set: { maxAgeDays: 8 } })
    expect(await manager.currency.rate({ currency: 'USD' })).toMatchObject({ rate: '7.3' })
  })
})

describe('the worth of an amount', () => {
  const scales = { CNY: 2, JPY: 0, KWD: 3, CLF: 4 } as const
  const currency = fc.constantFrom(...(Object.keys(scales) as (keyof typeof scales)[]))

  it('is the exact product, rounded once to the nearest, a half away from zero', () => {
    fc.assert(
      fc.property(
        currency,
        currency,
        fc.bigInt(-(10n ** 12n), 10n ** 12n),
        fc.bigInt(1n, 10n ** 11n),
        (from, to, minor, parts) => {
          const rate = `${parts / 10n ** 9n}.${String(parts % 10n ** 9n).padStart(9, '0')}`
          const worth = worthOf(Money.ofMinor(minor, from), rate, to).minor
          // |worth − minor · rate| ≤ 1/2, in whole numbers.
          const exact = minor * parts * 10n ** BigInt(scales[to])
          const whole = 10n ** BigInt(9 + scales[from])
          const off = worth * whole - exact
          const twice = 2n * (off < 0n ? -off : off)
          expect(twice <= whole).toBe(true)
          if (twice === whole) expect(worth < 0n ? off < 0n : off > 0n).toBe(true)
        },
      ),
    )
  })

  it('gives back the rate that it implies', () => {
    expect(impliedRate(Money.of('1000', 'JPY'), Money.of('47.50', 'CNY'))).toBe('0.0475')
    expect(impliedRate(Money.of('3', 'KWD'), Money.of('10', 'CNY'))).toBe('3.333333333')
    expect(exchangeRate('USD', '007.1200')).toBe('7.12')
    expect(exchangeRate('USD', '700')).toBe('700')
    expect(differsBeyond('8.4', '7', 20)).toBe(false)
    expect(differsBeyond('8.400000001', '7', 20)).toBe(true)
    expect(differsBeyond('5.6', '7', 20)).toBe(false)
    expect(differsBeyond('5.599999999', '7', 20)).toBe(true)
  })
})
