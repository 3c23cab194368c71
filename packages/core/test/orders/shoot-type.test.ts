import { describe, expect, it } from 'vitest'
import { openStudio } from './studio.ts'

const item = (code: string, shootType?: string | null) => ({
  code,
  kind: 'package' as const,
  name: code,
  price: '100.00',
  shootType,
})

async function studio() {
  const open = await openStudio()
  const customer = await open.desk.customers.register({ name: '王芳' })
  await open.desk.catalog.addItem(item('classic', ' wedding '))
  await open.desk.catalog.addItem(item('kids', 'children'))
  await open.desk.catalog.addItem(item('frame'))
  return { ...open, customer }
}

type Studio = Awaited<ReturnType<typeof studio>>

/** What the books tell of the income, by shoot type. */
async function earned({ desk }: Studio): Promise<(string | null)[][]> {
  const { items } = await desk.ledger.entries({})
  return items.flatMap(({ lines }) =>
    lines
      .filter(({ account }) => account.startsWith('Income:'))
      .map(({ account, shootType, debit, credit }) => [account, shootType, debit, credit]),
  )
}

describe('the shoot type of an item', () => {
  it('is kept, listed, changed and taken away', async () => {
    const { desk } = await studio()
    expect((await desk.catalog.get({ item: 'classic' })).shootType).toBe('wedding')
    expect((await desk.catalog.get({ item: 'frame' })).shootType).toBeNull()
    expect((await desk.catalog.list({ shootType: 'children' })).items.map(({ code }) => code)).toEqual(['kids'])
    expect((await desk.catalog.changeItem({ item: 'kids', shootType: 'portrait' })).shootType).toBe('portrait')
    expect((await desk.catalog.changeItem({ item: 'kids', name: 'Kids' })).shootType).toBe('portrait')
    expect((await desk.catalog.changeItem({ item: 'kids', shootType: null })).shootType).toBeNull()
  })

  it.each([[''], ['  '], ['x'.repeat(61)]])('must be 1 to 60 characters, not "%s"', async (shootType) => {
    const { desk } = await studio()
    await expect(desk.catalog.addItem(item('bad', shootType))).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })
})

describe('the lines of an order', () => {
  it('keep the shoot type that was sold, and the books tell income and discounts apart by it', async () => {
    const open = await studio()
    const { desk, customer } = open
    const { id, lines } = await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'classic', discount: '10.00' }, { item: 'kids' }, { item: 'frame' }],
    })
    expect(lines.map(({ shootType }) => shootType)).toEqual(['wedding', 'children', null])
    await desk.catalog.changeItem({ item: 'classic', shootType: 'portrait' })
    await desk.orders.pickUp({ orderId: id, arrearsAllowed: true })
    expect(await earned(open)).toEqual([
      ['Income:Discounts', 'wedding', '10.00', '0.00'],
      ['Income:Package', 'wedding', '0.00', '100.00'],
      ['Income:Package', 'children', '0.00', '100.00'],
      ['Income:Package', null, '0.00', '100.00'],
    ])
  })

  it('that were imported have the shoot type given, or that of their item', async () => {
    const open = await studio()
    const purchase = (reference: string, given: object) => ({
      reference,
      customerReference: 'c1',
      customerName: '王芳',
      date: '2026-01-05',
      quantity: 1,
      amount: '20.00',
      ...given,
    })
    await open.desk.orders.importHistory({
      purchases: [
        purchase('p1', { item: 'classic' }),
        purchase('p2', { item: 'classic', shootType: 'maternity' }),
        purchase('p3', { shootType: 'portrait' }),
        purchase('p4', {}),
      ],
    })
    const types = (await earned(open)).map(([, shootType]) => shootType)
    expect(types.sort()).toEqual(['maternity', 'portrait', 'wedding', null].sort())
  })
})
