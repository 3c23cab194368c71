/** Texts of contracts: what is refused, how versions follow, which one an order has. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseTemplate } from '../../src/contracts/choose-template.ts'
import { standardTemplate } from '../../src/contracts/index.ts'
import { knownPlaceholders, namesIn, paragraphsOf, textFault, unknownIn } from '../../src/contracts/placeholders.ts'
import { templateFault, unknownPlaceholder } from '../../src/contracts/template.ts'
import { agreed, onPaper, readyStudio } from './studio.ts'

const clause = (text: string, more: object = {}) => ({
  code: 'one',
  heading: { zh: '一' },
  text: { zh: text },
  ...more,
})
const plain = (text = '总价 {{total}}', more: object = {}) => ({
  code: 'short',
  title: { zh: '短合同' },
  clauses: [clause(text)],
  declaration: { zh: '同意' },
  ...more,
})

describe('the template of the house', () => {
  it('is sound in both languages, and names the source of what it says to be the law', () => {
    expect(templateFault(standardTemplate)).toBeUndefined()
    expect(unknownPlaceholder(standardTemplate)).toBeUndefined()
    for (const { code, text, source } of standardTemplate.clauses) {
      expect(namesIn(text.zh ?? '').sort(), code).toEqual(namesIn(text.en ?? '').sort())
      if (/不产生定金的效力|双倍返还|属于受托人|监护人/.test(text.zh ?? '')) {
        expect([source?.zh, source?.en], code).toEqual([
          expect.stringMatching(/[典法]》第/),
          expect.stringMatching(/(Code|Law).*article/),
        ])
      }
    }
  })

  it('uses every placeholder that there is, but those of dates', () => {
    const used = new Set(standardTemplate.clauses.flatMap(({ text }) => namesIn(text.zh ?? '')))
    expect(knownPlaceholders.filter((name) => !used.has(name))).toEqual(['number', 'date', 'dueDate'])
  })
})

describe('a template', () => {
  it('with a placeholder that nothing fills in is refused with its name and what there is', async () => {
    const { desk } = await readyStudio()
    const refused = desk.contracts.saveTemplate(plain('总价 {{totl}}'))
    await expect(refused).rejects.toMatchObject({
      code: 'CONTRACT_PLACEHOLDER_UNKNOWN',
      details: { template: 'short', clause: 'one', placeholder: 'totl', known: knownPlaceholders },
    })
    await expect(refused).rejects.toThrow('{{totl}}')
  })

  it.each([
    ['braces of no placeholder', plain('总价 {{total}')],
    ['a table within a sentence', plain('含 {{lines}} 等')],
    ['two tables on a line', plain('{{lines}}{{entitlements}}')],
    ['a title in no language', plain('好', { title: {} })],
    [
      'a clause that lacks a language',
      plain('好', { title: { zh: '短', en: 'Short' }, declaration: { zh: '同意', en: 'Yes' } }),
    ],
    ['a clause in a language without a title', plain('好', { declaration: { zh: '同意', en: 'Yes' } })],
    ['a clause twice', plain('好', { clauses: [clause('好'), clause('好')] })],
    ['a placeholder in the declaration', plain('好', { declaration: { zh: '付 {{total}}' } })],
    [
      'a consent called contract',
      plain('好', { consents: [{ code: 'contract', heading: { zh: '合' }, text: { zh: '好' } }] }),
    ],
  ])('with %s is refused', async (_, template) => {
    const { desk } = await readyStudio()
    await expect(desk.contracts.saveTemplate(template)).rejects.toMatchObject({ code: 'CONTRACT_TEMPLATE_INVALID' })
  })

  it('keeps its versions, and a contract the one that it was drawn with', async () => {
    const { desk, engine } = await readyStudio()
    const { contractId, orderId } = await agreed(desk)
    const room = desk.contracts
    expect(await room.saveTemplate({ ...plain(), code: 'standard', expectedVersion: 1 })).toMatchObject({ version: 2 })
    const late = room.saveTemplate({ ...plain('又 {{total}}'), code: 'standard', expectedVersion: 1 })
    await expect(late).rejects.toMatchObject({ code: 'CONTRACT_TEMPLATE_CHANGED', details: { expected: 1, actual: 2 } })
    expect(await room.saveTemplate({ ...plain(), code: 'standard' })).toMatchObject({ version: 2 })
    expect((await room.templates({ code: 'standard' })).items.map(({ version }) => version)).toEqual([1, 2])
    expect((await room.templates({})).items.map(({ version }) => version)).toEqual([2])
    expect((await room.check({ contractId })).differences).toMatchObject([{ about: 'template', outdates: false }])
    expect((await room.sign({ contractId, ...onPaper })).contract.state).toBe('partly')
    expect(await room.draw({ orderId })).toMatchObject({ templateVersion: 2, version: 2 })
    await engine.settle()
    expect(await desk.ledger.verify({})).toMatchObject({ intact: true, unsealed: { count: 0 } })
  })

  it('is that of the first rule that fits branch and kind of photography', async () => {
    const { desk } = await readyStudio()
    await desk.contracts.saveTemplate(plain())
    const rules = [
      { template: 'nothing', branches: ['north'] },
      { template: 'short', shootTypes: ['wedding'] },
    ]
    await desk.settings.change({ plugin: 'contracts', set: { templates: rules } })
    const { contract, orderId, customer } = await agreed(desk)
    expect(contract.template).toBe('short')
    const album = await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'album-12', variant: 'leather' }],
    })
    expect((await desk.contracts.draw({ orderId: album.id })).template).toBe('standard')
    await expect(desk.contracts.draw({ orderId, template: 'nothing' })).rejects.toMatchObject({
      code: 'CONTRACT_TEMPLATE_UNKNOWN',
      details: { known: ['standard', 'short'] },
    })
    await expect(desk.contracts.draw({ orderId, language: 'en' })).rejects.toMatchObject({
      code: 'CONTRACT_LANGUAGE_MISSING',
      details: { spoken: ['zh'] },
    })
  })

  it('chosen is one that a rule names for the order, or that of the house', () => {
    const names = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 2 })
    const rule = fc.record(
      { template: fc.constantFrom('x', 'y'), branches: names, shootTypes: names },
      { requiredKeys: ['template'] },
    )
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 5 }),
        fc.constantFrom('a', 'b'),
        fc.array(fc.constantFrom('a', 'b', 'c')),
        (rules, branch, shootTypes) => {
          const fitting = rules.filter(
            (one) =>
              (one.branches === undefined || one.branches.includes(branch)) &&
              (one.shootTypes === undefined || one.shootTypes.some((type) => shootTypes.includes(type))),
          )
          expect(chooseTemplate(rules, { branch, shootTypes })).toBe(fitting[0]?.template ?? 'standard')
        },
      ),
    )
  })
})

describe('the places of a text', () => {
  it('are found, whatever stands around them; nothing of the words is lost', () => {
    const word = fc
      .string({ unit: fc.constantFrom('a', '好', ' ', '%', '{', '}') })
      .filter((text) => !/\{\{|\}\}/.test(text) && !/^[{}]|[{}]$/.test(text))
    const inline = fc.constantFrom('total', 'customer', 'studio')
    fc.assert(
      fc.property(fc.array(fc.tuple(word, inline), { minLength: 1, maxLength: 5 }), word, (pieces, end) => {
        const text = `x${pieces.map(([before, name]) => `${before}{{ ${name} }}`).join('')}${end}x`
        expect(textFault(text)).toBeUndefined()
        expect(unknownIn(text)).toEqual([])
        const [paragraph] = paragraphsOf(text)
        const parts = paragraph !== undefined && 'parts' in paragraph ? paragraph.parts : []
        expect(parts.map((part) => ('text' in part ? part.text : `{{ ${part.inline} }}`)).join('')).toBe(text)
      }),
    )
  })
})
