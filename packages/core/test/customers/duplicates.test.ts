import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Compared, duplicateScore } from '../../src/customers/duplicate-score.ts'
import { codeOf, type FrontDesk, openFrontDesk } from './front-desk.ts'

const nobody: Compared = {
  name: '',
  pinyin: '',
  otherPinyin: null,
  phone: null,
  morePhones: null,
  email: null,
  wechat: null,
  birthday: null,
  gender: null,
  province: null,
  city: null,
  district: null,
}

const wang: Compared = { ...nobody, name: '王芳', pinyin: 'wang fang', phone: '138 0000 0000' }

describe('the score of two records', () => {
  it.each([
    [
      'the same phone and name',
      { phone: '+86 13800000000', name: '王芳', pinyin: 'wang fang' },
      80,
      ['samePhone', 'sameName'],
    ],
    [
      'the same phone and a name that reads alike',
      { phone: '13800000000', name: '王方', pinyin: 'wang fang' },
      75,
      ['samePhone', 'sameReading'],
    ],
    ['a phone among more', { morePhones: ['13800000000'], name: '李雷', pinyin: 'li lei' }, 50, ['samePhone']],
    ['a name that sounds alike', { name: '王方', pinyin: 'wan fang' }, 15, ['similarReading']],
    ['nothing', { phone: '13900000000', name: '李雷', pinyin: 'li lei' }, 0, []],
  ])('%s', (_, given, score, reasons) => {
    expect(duplicateScore(wang, { ...nobody, ...given })).toEqual({ score, reasons })
  })

  it('of a mother and her daughter who share a phone is low', () => {
    const mother = { ...wang, birthday: '1965-01-01' }
    const daughter = { ...wang, name: '李梅', pinyin: 'li mei', birthday: '1995-01-01' }
    expect(duplicateScore(mother, daughter)).toEqual({ score: 10, reasons: ['samePhone', 'differentBirthday'] })
  })

  it('is the same whichever comes first, from 0 to 100, and highest with oneself', () => {
    const word = fc.constantFrom(null, 'a', 'b')
    const someone = fc.record({
      name: fc.constantFrom('王芳', '王方', '曾丽'),
      pinyin: fc.constantFrom('wang fang', 'wan fang', 'zeng li'),
      otherPinyin: fc.constantFrom(null, ['ceng li']),
      phone: fc.constantFrom(null, '13800000000', '13800000001'),
      morePhones: fc.constantFrom(null, ['13800000001']),
      email: word,
      wechat: word,
      birthday: fc.constantFrom(null, '1990-01-01', '1991-01-01'),
      gender: word,
      province: word,
      city: word,
      district: word,
    })
    fc.assert(
      fc.property(someone, someone, (one, other) => {
        const { score, reasons } = duplicateScore(one, other)
        const back = duplicateScore(other, one)
        expect(back.score).toBe(score)
        expect([...back.reasons].sort()).toEqual([...reasons].sort())
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(100)
        expect(duplicateScore(one, one).score).toBeGreaterThanOrEqual(score)
      }),
    )
  })
})

let front: FrontDesk

beforeEach(async () => {
  front = await openFrontDesk()
})

afterEach(() => front.engine.close())

/** All pairs, page by page. */
async function pairs(given: { minimum?: number; limit?: number; customerId?: string } = {}) {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = await front.desk.customers.duplicates({ ...given, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...page.items.map(({ one, other, score }) => `${one.name} ${other.name} ${score}`))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return found.sort()
}

describe('duplicates', () => {
  const seed = () =>
    front.desk.seed.customers({
      customers: [
        { name: '王芳', phone: '13800000000' },
        { name: '李雷', birthday: '1990-05-05' },
        { name: '王方', phone: '+86 138-0000-0000' },
        { name: '李磊', birthday: '1990-05-05' },
        { name: '赵六', wechat: 'zhao6' },
        { name: '赵六', wechat: 'ZHAO6', email: 'z@example.com' },
        { name: '赵六', email: 'z@example.com' },
      ],
    })

  it('are told once each, whatever the size of the page', async () => {
    await seed()
    const all = ['李雷 李磊 50', '王芳 王方 75', '赵六 赵六 70']
    expect(await pairs()).toEqual(all)
    expect(await pairs({ limit: 1 })).toEqual(all)
    expect(await pairs({ limit: 2 })).toEqual(all)
    expect(await pairs({ minimum: 75 })).toEqual(['王芳 王方 75'])
  })

  it('of one customer are looked for among all who read alike', async () => {
    const [, , , , zhao = ''] = await seed()
    expect(await pairs({ customerId: zhao, minimum: 30 })).toEqual(['赵六 赵六 30', '赵六 赵六 75'])
  })

  it('are two people where somebody says so, until it is taken back', async () => {
    const [one = '', , other = ''] = await seed()
    await front.desk.customers.keepApart({ customerId: other, otherId: one })
    await front.desk.customers.keepApart({ customerId: one, otherId: other })
    expect(await pairs({ minimum: 75 })).toEqual([])
    await front.desk.customers.keepApart({ customerId: one, otherId: other, apart: false })
    expect(await pairs({ minimum: 75 })).toEqual(['王芳 王方 75'])
    expect(await codeOf(front.desk.customers.keepApart({ customerId: one, otherId: one }))).toBe('MERGE_OF_ONE')
    expect(await codeOf(front.desk.customers.keepApart({ customerId: one, otherId: 'x' }))).toBe('CUSTOMER_UNKNOWN')
  })

  it('of a page take as many statements for one customer as for many', async () => {
    await seed()
    front.taken()
    await front.desk.customers.duplicates({})
    expect(front.taken()).toHaveLength(7)
  })
})
