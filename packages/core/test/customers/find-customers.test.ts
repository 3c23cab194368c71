import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customers, phoneDigits } from '../../src/customers/index.ts'
import { searchTermsOf } from '../../src/customers/search-terms.ts'
import { customersSearchTerms } from '../../src/customers/tables.ts'
import { codeOf, type FrontDesk, openFrontDesk } from './front-desk.ts'

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const given = [...'芳伟娜敏静丽强磊军洋勇艳杰涛明超兰霞平刚晓雪梅琳佳欣怡然子涵']

/** The customer of a number: always the same, so that a failure can be repeated. */
function someone(at: number): { name: string; phone: string; reference: string } {
  const name = `${surnames[at % 20]}${given[Math.floor(at / 20) % 30]}${at % 3 === 0 ? given[(at * 7) % 30] : ''}`
  return {
    name,
    phone: `1${30 + (at % 10)}${String((at * 48271) % 100_000_000).padStart(8, '0')}`,
    reference: `old-${at}`,
  }
}

describe('a studio with 20,000 customers', () => {
  let front: FrontDesk

  beforeAll(async () => {
    front = await openFrontDesk()
    for (let from = 0; from < 20_000; from += 2_000) {
      const batch = Array.from({ length: 2_000 }, (_, at) => someone(from + at))
      await front.desk.seed.customers({ customers: batch })
    }
  })

  afterAll(() => front.engine.close())

  it.each([
    { text: '王芳' },
    { text: '芳' },
    { text: 'wangf' },
    { text: 'wf' },
    { text: 'zanwei' },
    { text: '1380000' },
    { text: 'C0123' },
    { text: 'nobody at all' },
    { phone: '48271' },
    { text: '王', phone: '138' },
    { text: '王', region: { city: '杭州' } },
    { custom: { shoeSize: '38' } },
    {},
  ])('finds %j in at most three statements', async (search) => {
    front.taken()
    const { items } = await front.desk.customers.find({ ...search, limit: 20 })
    expect(items.length).toBeLessThanOrEqual(20)
    expect(front.taken().length).toBeLessThanOrEqual(3)
  })

  it('finds each of them by the whole phone and by its last digits', async () => {
    for (const at of [0, 7, 1_234, 19_999]) {
      const { phone, name } = someone(at)
      const [first] = (await front.desk.customers.find({ text: phone })).items
      expect(first).toMatchObject({ match: 'exact', customer: { name } })
      const last = (await front.desk.customers.find({ phone: phone.slice(-7) })).items
      expect(last.map((one) => one.customer.phone)).toContain(phone)
    }
  })

  it.each([{ text: '芳' }, { text: 'lin' }, { phone: '1311' }, { text: '芳', phone: '130' }])(
    'pages through the hits of %j: each customer once, best hits first, none left out',
    async (search) => {
      const seen: string[] = []
      const ranks: number[] = []
      let cursor: string | undefined
      do {
        const page = await front.desk.customers.find({ ...search, limit: 100, ...(cursor ? { cursor } : {}) })
        seen.push(...page.items.map((one) => one.customer.id))
        ranks.push(...page.items.map((one) => ['exact', 'prefix', 'substring', 'sound'].indexOf(one.match ?? '')))
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      expect(new Set(seen).size).toBe(seen.length)
      // Whole texts first, always; substrings before sounds among the first thousand of both.
      const levels = ranks.map((rank) => Math.min(rank, 2))
      expect(levels).toEqual([...levels].sort())
      const first = ranks.slice(0, levels.indexOf(2) < 0 ? undefined : levels.indexOf(2) + 300)
      expect(first.map((rank) => Math.max(rank, 1))).toEqual([...first].map((rank) => Math.max(rank, 1)).sort())
      const fits = (at: number): boolean => {
        const { name, phone } = someone(at)
        const byPhone = search.phone === undefined || phoneDigits(phone).includes(search.phone)
        return byPhone && (search.text === undefined || (search.text === '芳' ? name.includes('芳') : false))
      }
      if (search.text === undefined || search.text === '芳') {
        expect(seen.length).toBe(Array.from({ length: 20_000 }, (_, at) => at).filter(fits).length)
      } else {
        expect(seen.length).toBeGreaterThan(900)
      }
    },
  )

  it('numbers them without a gap', async () => {
    const { items } = await front.desk.customers.list({ order: 'number', limit: 3 })
    expect(items.map((one) => one.number)).toEqual(['C000001', 'C000002', 'C000003'])
    expect((await front.desk.customers.list({ limit: 1 })).items[0]?.number).toBe('C020000')
  })
})

describe('hits are ranked', () => {
  let front: FrontDesk

  beforeAll(async () => {
    front = await openFrontDesk()
    for (const name of ['万凡', '小王芳', '王芳菲', '汪方', '王芳', '李雷'])
      await front.desk.customers.register({ name })
  })

  afterAll(() => front.engine.close())

  const names = async (text: string) =>
    (await front.desk.customers.find({ text })).items.map((one) => `${one.customer.name} ${one.match}`)

  it('exact before prefix before substring', async () => {
    expect(await names('王芳')).toEqual(['王芳 exact', '王芳菲 prefix', '小王芳 substring'])
  })

  it('and what only sounds alike last', async () => {
    const found = await names('wangfang')
    expect(found.slice(0, 2).sort()).toEqual(['汪方 exact', '王芳 exact'])
    expect(found.slice(2)).toEqual(['王芳菲 prefix', '小王芳 substring', '万凡 sound'])
    expect(await names('wanfan')).toEqual([
      '万凡 exact',
      expect.any(String),
      expect.any(String),
      expect.any(String),
      expect.any(String),
    ])
  })

  it('and the cursor of another listing is refused', async () => {
    const { next } = await front.desk.customers.list({ limit: 1 })
    expect(await codeOf(front.desk.customers.find({ text: '王', cursor: next ?? '' }))).toBe('CURSOR_INVALID')
    expect(await codeOf(front.desk.customers.find({ text: '王', cursor: 'nonsense' }))).toBe('CURSOR_INVALID')
  })

  it.each([{ text: '' }, { text: ' - ' }, { phone: '13' }, { limit: 101 }, { region: { planet: 'Mars' } as object }])(
    '%j cannot be searched for',
    async (search) => {
      expect(await codeOf(front.desk.customers.find(search))).toBe('INPUT_INVALID')
    },
  )
})

describe('customers are found by more than their name', () => {
  it('region, tag, custom field and household, alone and together', async () => {
    const { desk, engine } = await openFrontDesk()
    const hangzhou = { province: '浙江', city: '杭州' }
    const a = await desk.customers.register({
      name: '王芳',
      region: hangzhou,
      tags: ['VIP'],
      custom: { shoeSize: '38' },
    })
    const b = await desk.customers.register({ name: '王伟', region: { ...hangzhou, district: '西湖' } })
    await desk.customers.register({ name: '王敏', region: { province: '浙江', city: '宁波' }, tags: ['vip'] })
    const family = await desk.customers.createHousehold({ members: [{ customerId: b.id, role: 'partner' }] })
    const ids = async (search: Parameters<typeof desk.customers.find>[0]) =>
      (await desk.customers.find(search)).items.map((one) => one.customer.id)
    expect(await ids({ region: hangzhou })).toEqual([b.id, a.id])
    expect(await ids({ text: '王', region: hangzhou, tag: 'vip' })).toEqual([a.id])
    expect(await ids({ custom: { shoeSize: '38' } })).toEqual([a.id])
    expect(await ids({ householdId: family.id })).toEqual([b.id])
    expect(await ids({ text: 'ww', householdId: family.id })).toEqual([b.id])
    expect(await codeOf(desk.customers.find({ custom: { hat: 'L' } }))).toBe('CUSTOM_FIELD_UNKNOWN')
    await engine.close()
  })
})

describe('the terms that stand', () => {
  it('are those worked out from the rows, also after changes and after a rebuild', async () => {
    const { desk, engine } = await openFrontDesk()
    const { id } = await desk.customers.register({ name: '王芳', phone: '13800000000', tags: ['vip'] })
    await desk.customers.register({ name: 'Anna Smith', phone: '+1 415 555 0100' })
    await desk.customers.update({
      customerId: id,
      name: '王菲',
      morePhones: ['13900000000'],
      tags: [],
      reference: 'A-2013/45',
    })
    expect((await desk.customers.find({ text: '45' })).items.map((one) => one.customer.id)).toEqual([id])
    const before = await desk.people.export({ kind: 'customer', id })
    let cursor: string | undefined
    do {
      const done = await desk.customers.rebuildSearch({ limit: 1, ...(cursor ? { cursor } : {}) })
      cursor = done.next ?? undefined
    } while (cursor !== undefined)
    const after = await desk.people.export({ kind: 'customer', id })
    expect(after.tables).toEqual(before.tables)
    const [row] = before.tables.find((one) => one.table === customers.name)?.rows ?? []
    const stored = before.tables.find((one) => one.table === customersSearchTerms.name)?.rows.map((one) => one.term)
    const blank = { reference: null, phone: null, morePhones: null, tags: null, otherPinyin: null }
    const worked = searchTermsOf({ ...blank, ...row } as unknown as Parameters<typeof searchTermsOf>[0])
    expect([...(stored ?? [])].sort()).toEqual(worked.map((one) => one.term).sort())
    await engine.close()
  })
})
