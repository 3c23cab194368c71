import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeOf, type FrontDesk, openFrontDesk } from './front-desk.ts'

let front: FrontDesk

beforeEach(async () => {
  front = await openFrontDesk()
})

afterEach(() => front.engine.close())

/** Everything that is upcoming, page by page. */
async function all(given: Parameters<FrontDesk['desk']['customers']['upcoming']>[0]) {
  const found: Awaited<ReturnType<FrontDesk['desk']['customers']['upcoming']>>['items'] = []
  let cursor: string | undefined
  do {
    const page = await front.desk.customers.upcoming({ ...given, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return found
}

describe('birthdays and anniversaries to come', () => {
  it('come in the order of their days over the end of the year, solar and lunar, with whom to call', async () => {
    const { customers } = front.desk
    const mother = await customers.register({ name: '王芳', phone: '13800000000', birthday: '1990-12-31' })
    const household = await customers.createHousehold({ members: [{ customerId: mother.id, role: 'partner' }] })
    const child = await customers.register({
      name: '王小宝',
      birthday: '2025-11-25',
      household: { id: household.id, role: 'child' },
    })
    // The 15th of the tenth lunar month is 23 November 2026.
    await customers.register({ name: '李雷', birthdayLunar: { year: 1988, month: 10, day: 15 } })
    await customers.setAnniversary({ customerId: mother.id, kind: 'wedding', date: '2016-01-02' })
    await customers.register({ name: '赵六', birthday: '1980-06-01' })
    const found = await all({ days: 60, limit: 1 })
    expect(found.map(({ on, kind, years, calendar, customer }) => [on, kind, years, calendar, customer.name])).toEqual([
      ['2026-11-23', 'birthday', 38, 'lunar', '李雷'],
      ['2026-11-25', 'birthday', 1, 'solar', '王小宝'],
      ['2026-12-31', 'birthday', 36, 'solar', '王芳'],
      ['2027-01-02', 'wedding', 11, 'solar', '王芳'],
    ])
    expect(found[1]?.contact).toEqual({ customerId: mother.id, name: '王芳', phone: '13800000000' })
    expect(found[2]?.contact).toBeNull()
    expect(await all({ days: 60, limit: 3 })).toEqual(found)
    expect(await all({ days: 60 })).toEqual(found)
    expect((await all({ days: 60, kinds: ['wedding'] })).map(({ on }) => on)).toEqual(['2027-01-02'])
    expect(child.age).toBe(0)
  })

  it('follow a birthday that is mended, an anniversary that is taken away, and are the same when rebuilt', async () => {
    const { customers } = front.desk
    const { id: customerId } = await customers.register({ name: '王芳', birthday: '1990-11-24' })
    await customers.setAnniversary({ customerId, kind: 'wedding', date: '2016-11-30', calendar: 'lunar' })
    await customers.setAnniversary({ customerId, kind: 'wedding', date: '2016-11-28' })
    await customers.update({ customerId, birthday: '1990-11-26' })
    const found = await all({})
    expect(found.map(({ on }) => on)).toEqual(['2026-11-26', '2026-11-28'])
    expect(await customers.rebuildOccasions({})).toEqual({ rebuilt: 1, next: null })
    expect(await all({})).toEqual(found)
    const { anniversaries } = await customers.setAnniversary({ customerId, kind: 'wedding', date: null })
    expect(anniversaries).toEqual([])
    await customers.update({ customerId, birthday: null })
    expect(await all({})).toEqual([])
  })

  it('keep 29 February as the studio decides', async () => {
    await front.desk.customers.register({ name: '王芳', birthday: '2024-02-29' })
    expect((await all({ from: '2027-02-01' })).map(({ on }) => on)).toEqual(['2027-02-28'])
    await front.desk.settings.change({ plugin: 'customers', set: { leapDay: 'march1' } })
    expect((await all({ from: '2027-02-01', days: 40 })).map(({ on }) => on)).toEqual(['2027-03-01'])
  })

  it('take as many statements for one day as for half a year, and for one customer as for many', async () => {
    const many = Array.from({ length: 300 }, (_, at) => ({
      name: `客${at}`,
      birthday: `199${at % 10}-${String((at % 12) + 1).padStart(2, '0')}-${String((at % 28) + 1).padStart(2, '0')}`,
      birthdayCalendar: at % 3 === 0 ? ('lunar' as const) : ('solar' as const),
    }))
    await front.desk.seed.customers({ customers: many })
    front.taken()
    await front.desk.customers.upcoming({ from: '2026-03-01', days: 90, limit: 5 })
    expect(front.taken().filter((one) => /customers/.test(one))).toEqual([
      'find customers_occasions',
      'find customers_occasions',
      'find customers_occasions',
      'find customers',
    ])
    await front.desk.customers.upcoming({ days: 180, limit: 200 })
    expect(front.taken().filter((one) => /customers/.test(one))).toHaveLength(7)
  })

  it('refuse a lunar day that the year does not have, and two birthdays', async () => {
    const register = (given: object) => codeOf(front.desk.customers.register({ name: '王芳', ...given }))
    expect(await register({ birthdayLunar: { year: 2026, month: 6, day: 1, leap: true } })).toBe('LUNAR_DATE_UNKNOWN')
    expect(await register({ birthday: '1990-01-01', birthdayLunar: { year: 1990, month: 6, day: 1 } })).toBe(
      'BIRTHDAY_TWICE',
    )
    await expect(
      front.desk.customers.register({ name: '王芳', birthdayLunar: { year: 2026, month: 6, day: 1, leap: true } }),
    ).rejects.toThrow('the year 2026 has no day 1 of leap month 6')
    expect(await codeOf(front.desk.customers.upcoming({ days: 181 }))).toBe('INPUT_INVALID')
    const { id: customerId } = await front.desk.customers.register({ name: '王芳' })
    const kept = { customerId, kind: 'birthday', date: '2020-01-01' }
    expect(await codeOf(front.desk.customers.setAnniversary(kept))).toBe('INPUT_INVALID')
  })
})

describe('consent to contact', () => {
  it('is the last word on a channel and a purpose, with its time and its words', async () => {
    const { customers } = front.desk
    const { id: customerId } = await customers.register({ name: '王芳' })
    const wording = '我同意接收优惠短信'
    await customers.recordConsent({ customerId, channel: 'sms', purpose: 'marketing', given: true, wording })
    await customers.recordConsent({ customerId, channel: 'wechat', purpose: 'marketing', given: true, wording })
    await customers.recordConsent({ customerId, channel: 'sms', purpose: 'marketing', given: false, means: 'online' })
    const { inForce, history } = await customers.consents({ customerId })
    expect(inForce.map(({ channel, given }) => [channel, given])).toEqual([
      ['sms', false],
      ['wechat', true],
    ])
    expect(history.map(({ wording: words, at }) => [words, at])).toEqual([
      [wording, '2026-11-22T02:00:00.000Z'],
      [wording, '2026-11-22T02:00:00.000Z'],
      [null, '2026-11-22T02:00:00.000Z'],
    ])
    const bare = { customerId, channel: 'sms', purpose: 'marketing', given: true } as const
    await expect(customers.recordConsent(bare)).rejects.toThrow('must say what the customer agreed to')
  })
})

describe('what a customer likes', () => {
  it('is kept by topic, and replaced by what is said next', async () => {
    const { customers } = front.desk
    const { id: customerId } = await customers.register({ name: '王芳' })
    await customers.setPreferences({ customerId, topic: 'style', values: ['森系', '旗袍'] })
    await customers.setPreferences({ customerId, topic: 'photographer', values: ['张伟'] })
    await customers.setPreferences({ customerId, topic: 'style', values: ['旗袍', '复古'] })
    expect((await customers.preferences({ customerId })).preferences).toEqual([
      { topic: 'photographer', values: ['张伟'] },
      { topic: 'style', values: ['旗袍', '复古'] },
    ])
    await customers.setPreferences({ customerId, topic: 'style', values: [] })
    expect((await customers.preferences({ customerId })).preferences).toHaveLength(1)
    const twice = { customerId, topic: 'style', values: ['复古', '复古'] }
    await expect(customers.setPreferences(twice)).rejects.toThrow('must name each value once')
  })
})
