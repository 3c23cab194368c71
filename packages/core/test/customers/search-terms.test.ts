import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldSound, foldText } from '../../src/customers/fold-text.ts'
import { givenReading, readName } from '../../src/customers/name-pinyin.ts'
import { bestHit, phoneQuery, textQuery } from '../../src/customers/search-query.ts'
import { type Searchable, searchTermsOf } from '../../src/customers/search-terms.ts'

async function person(name: string, given: Partial<Searchable> = {}): Promise<Searchable> {
  const base = { number: 'C000123', reference: null, phone: null, morePhones: null, tags: null, mergedNames: null }
  return { ...base, name, ...(await readName(name)), ...given }
}

function match(someone: Searchable, text: string): string {
  return bestHit(textQuery(text), searchTermsOf(someone))?.match ?? 'no'
}

describe('the reading of a name', () => {
  it.each([
    ['王芳', 'wang fang'],
    ['单田芳', 'shan tian fang'],
    ['曾丽', 'zeng li'],
    ['解晓东', 'xie xiao dong'],
    ['尉迟恭', 'yu chi gong'],
    ['吕布', 'lv bu'],
    ['王 Anna', 'wang anna'],
    ['Anna-Maria Müller', 'anna maria muller'],
    ['★', ''],
  ])('%s is read %s', async (name, pinyin) => {
    expect((await readName(name)).pinyin).toBe(pinyin)
  })

  it('holds what somebody might type who reads a character otherwise', async () => {
    expect((await readName('曾丽')).otherPinyin).toContain('ceng li')
  })

  it('may be given by hand', () => {
    expect(givenReading("Zeng  Lü'e")).toEqual({ pinyin: 'zeng lv e', otherPinyin: [] })
  })

  it('fits its column for any name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }), async (name) => {
        const { pinyin, otherPinyin } = await readName(name)
        for (const one of [pinyin, ...otherPinyin]) expect([...one].length).toBeLessThanOrEqual(200)
        const row = await person(name)
        for (const { term, texts } of searchTermsOf(row)) {
          expect([...term].length).toBeLessThanOrEqual(80)
          expect([...(texts ?? '')].length).toBeLessThanOrEqual(500)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a customer is found', () => {
  it.each([
    ['王芳', 'exact'],
    ['王', 'prefix'],
    ['芳', 'substring'],
    ['wangfang', 'exact'],
    ['Wang Fang', 'exact'],
    ['wangf', 'prefix'],
    ['wf', 'exact'],
    ['fang', 'substring'],
    ['wanfang', 'sound'],
    ['wanfan', 'sound'],
    ['C000123', 'exact'],
    ['123', 'exact'],
    ['8888', 'substring'],
    ['138', 'prefix'],
    ['+86 138 0000 8888', 'exact'],
    ['li', 'no'],
    ['angfang', 'no'],
  ])('by %s: %s', async (text, expected) => {
    expect(match(await person('王芳', { phone: '13800008888' }), text)).toBe(expected)
  })

  it.each([
    ['张三', 'zangsan'],
    ['李四', 'nisi'],
    ['陈晨', 'cencen'],
    ['吕布', 'lubu'],
    ['曾丽', 'cengli'],
    ['刘星', 'niuxin'],
  ])('%s by the misheard %s', async (name, typed) => {
    expect(match(await person(name), typed)).toBe('sound')
  })

  const chinese = fc.string({
    unit: fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((n) => String.fromCodePoint(n)),
    minLength: 1,
    maxLength: 5,
  })

  it('by every beginning of its pinyin, syllable by syllable, exact hits before fuzzy ones', async () => {
    await fc.assert(
      fc.asyncProperty(chinese, fc.nat(), async (name, cut) => {
        const someone = await person(name)
        const syllables = someone.pinyin.split(' ')
        const typed = syllables.slice(0, 1 + (cut % syllables.length)).join('')
        expect(['exact', 'prefix']).toContain(match(someone, typed))
        // The same with whatever cannot be told apart by ear.
        if (/^[a-z]+$/.test(typed)) expect(match(someone, foldSound(typed))).not.toBe('no')
      }),
      { numRuns: 500 },
    )
  })

  it('by every part of its name', async () => {
    await fc.assert(
      fc.asyncProperty(chinese, fc.nat(), fc.nat(), async (name, from, length) => {
        const start = from % name.length
        const typed = name.slice(start, start + 1 + (length % (name.length - start)))
        expect(match(await person(name), typed)).not.toBe('no')
      }),
    )
  })

  it('by every three or more digits in a row of its phone', async () => {
    const phone = fc.stringMatching(/^(1[3-9]\d{9}|0\d{9,11}|\+1\d{10}|0086\d{11})$/)
    await fc.assert(
      fc.asyncProperty(phone, fc.nat(), fc.nat(), async (written, from, length) => {
        const someone = await person('王芳', { morePhones: [written] })
        const digits =
          searchTermsOf(someone)
            .find(({ kind }) => kind === 'phone')
            ?.term.slice(1) ?? ''
        const start = from % (digits.length - 2)
        const part = digits.slice(start, start + 3 + (length % (digits.length - start - 2)))
        expect(match(someone, part)).not.toBe('no')
        expect(bestHit(phoneQuery(part), searchTermsOf(someone))).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })
})

describe('folding', () => {
  it('of sounds keeps beginnings: what is typed so far finds what it begins', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[acghilnosuvz]{1,12}$/), fc.nat(12), (text, at) => {
        expect(foldSound(text).startsWith(foldSound(text.slice(0, at)))).toBe(true)
        expect(foldSound(foldSound(text))).toBe(foldSound(text))
      }),
    )
  })

  it('of text is stable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text))
      }),
      { numRuns: 2_000 },
    )
  })
})
