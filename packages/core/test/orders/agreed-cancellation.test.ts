/** A cancellation goes by what its customer agreed to: what the studio sets later worsens nothing. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContractContent, DrawnContract } from '../../src/contracts/index.ts'
import { agreedRules, type CancellationRules, joinedRules, storedRules } from '../../src/orders/cancellation-rules.ts'
import { type ChargedByRules, leastKept } from '../../src/orders/kept-by-rules.ts'
import { Money } from '../../src/values/money.ts'
import { trialBalanceIsZero } from './studio.ts'
import { walking } from './walking.ts'

type Walking = Awaited<ReturnType<typeof walking>>

const reason = '新人推迟婚期'
const earnest = { payment: { legs: [{ method: 'cash', amount: '1000.00' }], purpose: 'earnest' } } as const

/** Everything is kept, of everything. */
async function harden({ desk }: Pick<Walking, 'desk'>): Promise<void> {
  const cancellation = { earnestKept: 100, earnestCap: 100, otherKept: 100 }
  await desk.settings.change({ plugin: 'ledger', set: { cancellation } })
  const cancellationCharges = [{ from: 'scheduled', percent: 100 }]
  await desk.settings.change({ plugin: 'orders', set: { cancellationCharges, claimBeyondPaid: true } })
}

async function soften({ desk }: Pick<Walking, 'desk'>): Promise<void> {
  await desk.settings.change({
    plugin: 'ledger',
    set: { cancellation: { earnestKept: 0, earnestCap: 20, otherKept: 0 } },
  })
  await desk.settings.change({ plugin: 'orders', set: { cancellationCharges: [] } })
}

/** An order of 4,999.00 with 1,000.00 of earnest money, of which 999.80 are within 20 %. */
async function booked(studio: Walking, more: object = earnest) {
  const { order, lines } = await studio.shoot(more)
  return { order, orderId: order.id, lines }
}

const statedIn = ({ content }: Pick<DrawnContract, 'content'>) =>
  (content as unknown as ContractContent).terms.cancellation

const signed = { signer: '王芳', method: 'code', reference: 'sms/1' } as const

describe('without a contract', () => {
  it('goes by the rules of the day on which the order was placed', async () => {
    const studio = await walking()
    const { orderId, lines } = await booked(studio)
    await studio.bring(lines, 'styled')
    await harden(studio)
    const quote = await studio.desk.orders.quoteCancellation({ orderId })
    expect(quote).toMatchObject({ rulesOf: 'order', charged: '0.00', byPolicy: '999.80' })
    const { cancellation } = await studio.desk.orders.cancel({ orderId, reason })
    expect(cancellation).toMatchObject({ rulesOf: 'order', charged: '0.00', forfeited: '999.80' })
    await trialBalanceIsZero(studio)
  })

  it('keeps them where the studio is gentler by now, and gives way to a hand that may', async () => {
    const studio = await walking()
    const { orderId } = await booked(studio)
    await soften(studio)
    expect(await studio.desk.orders.quoteCancellation({ orderId })).toMatchObject({ byPolicy: '999.80' })
    const byCashier = studio.as('cashier').orders.cancel({ orderId, reason, forfeit: '0.00' })
    await expect(byCashier).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    const { cancellation } = await studio.desk.orders.cancel({ orderId, reason, forfeit: '0.00' })
    expect(cancellation).toMatchObject({ byPolicy: '999.80', forfeited: '0.00' })
  })

  it('of what is placed afterwards goes by the new ones, also claiming beyond what was paid', async () => {
    const studio = await walking()
    await harden(studio)
    const { orderId, lines } = await booked(studio)
    await studio.bring(lines, 'scheduled')
    await soften(studio)
    const { cancellation } = await studio.desk.orders.cancel({ orderId, reason })
    expect(cancellation).toMatchObject({ charged: '4999.00', forfeited: '4999.00' })
    await trialBalanceIsZero(studio)
  })
})

describe('with a contract', () => {
  async function contracted(more: { readonly before?: (studio: Walking) => Promise<void> } = {}) {
    const studio = await walking()
    await studio.desk.settings.change({ plugin: 'contracts', set: { studio: { name: '玫瑰影楼' } } })
    const one = await booked(studio)
    await more.before?.(studio)
    const { id: contractId } = await studio.desk.contracts.draw({ orderId: one.orderId })
    return { ...one, contractId, studio }
  }

  it('goes by what the contract states from the signature of the customer on, whatever is set later', async () => {
    const { studio, orderId, contractId, lines } = await contracted({ before: soften })
    const { desk } = studio
    expect(await desk.orders.quoteCancellation({ orderId })).toMatchObject({ rulesOf: 'order', byPolicy: '999.80' })
    await harden(studio)
    // What was drawn before the settings changed is what is signed.
    await desk.contracts.sign({ contractId, ...signed })
    expect(await desk.orders.quoteCancellation({ orderId })).toMatchObject({ rulesOf: 'contract', byPolicy: '0.00' })
    // It states what the order goes by: nothing to tell.
    expect((await desk.contracts.check({ contractId })).differences).toEqual([])
    await studio.bring(lines, 'designing')
    const { cancellation } = await desk.orders.cancel({ orderId, reason })
    expect(cancellation).toMatchObject({ rulesOf: 'contract', charged: '0.00', forfeited: '0.00' })
    await trialBalanceIsZero(studio)
  })

  it('goes by harsher rules too that the customer signed, and a consent beside it changes nothing', async () => {
    const { studio, orderId, contractId } = await contracted({ before: harden })
    await studio.desk.contracts.sign({ contractId, consent: 'images', ...signed })
    expect(await studio.desk.orders.quoteCancellation({ orderId })).toMatchObject({ rulesOf: 'order' })
    await studio.desk.contracts.sign({ contractId, ...signed })
    expect(await studio.desk.orders.quoteCancellation({ orderId })).toMatchObject({
      rulesOf: 'contract',
      byPolicy: '1000.00',
    })
  })

  it('is amended with the rules that were signed; who wants others declares it void and draws anew', async () => {
    const { studio, orderId, contractId } = await contracted()
    const { desk } = studio
    await desk.contracts.sign({ contractId, ...signed })
    await desk.contracts.countersign({ contractId })
    await soften(studio)
    await desk.orders.addLine({ orderId, line: { item: 'album-12' } })
    const amendment = await desk.contracts.draw({ orderId })
    expect(amendment.amendment).toBe(true)
    expect(statedIn(amendment)).toMatchObject({ earnestKept: 100, charges: { length: 4 } })
    // Until the amendment is signed, and after, what was signed holds.
    expect(await desk.orders.quoteCancellation({ orderId })).toMatchObject({ rulesOf: 'contract' })
    await desk.contracts.sign({ contractId: amendment.id, ...signed })
    expect(await desk.orders.quoteCancellation({ orderId })).toMatchObject({ rulesOf: 'contract', byPolicy: '1000.00' })
    await desk.contracts.void({ contractId: amendment.id, reason: 'agreed otherwise' })
    expect(await desk.orders.quoteCancellation({ orderId })).toMatchObject({ rulesOf: 'order', byPolicy: '1000.00' })
    const anew = await desk.contracts.draw({ orderId })
    expect(statedIn(anew)).toMatchObject({ earnestKept: 0, charges: [] })
    await desk.contracts.sign({ contractId: anew.id, ...signed })
    expect(await desk.orders.quoteCancellation({ orderId })).toMatchObject({ rulesOf: 'contract', byPolicy: '0.00' })
    const { versions } = await desk.orders.history({ orderId })
    const told = versions.flatMap(({ happened }) => happened).filter(({ kind }) => kind === 'rulesAgreed')
    expect(new Set(told.map(({ words }) => words.en))).toEqual(
      new Set([
        'The rules of cancellation were agreed by contract',
        'The rules of cancellation of the contract hold no more',
      ]),
    )
    expect(JSON.stringify(versions.map(({ happened }) => happened))).not.toContain('rulesSigned')
  })

  it('charges what is sold later, on a way that no line of it walked, by the rules of the day it was drawn', async () => {
    const settings = { orders: { cancellationCharges: [{ from: 'designing', percent: 30 }] } }
    const studio = await walking({ settings })
    const { desk } = studio
    await desk.settings.change({ plugin: 'contracts', set: { studio: { name: '玫瑰影楼' } } })
    const { id: orderId } = await studio.place(['extra-image'])
    const contract = await desk.contracts.draw({ orderId })
    const { id: contractId } = contract
    expect(statedIn(contract)).toMatchObject({ charges: [], others: [{ from: 'designing', percent: 30 }] })
    await desk.contracts.sign({ contractId, ...signed })
    await harden(studio)
    const { lines } = await desk.orders.addLine({ orderId, line: { item: 'wedding-classic' } })
    const line = { orderId, lineId: lines[1]?.id ?? '' }
    await studio.bring([line], 'designing')
    const quote = await desk.orders.quoteCancellation({ orderId, lines: [line.lineId] })
    expect(quote).toMatchObject({ rulesOf: 'contract', lines: [{ percent: 30 }] })
  })
})

describe('two orders that become one', () => {
  it('keep what is least of what either agreed to', async () => {
    const studio = await walking()
    const { desk } = studio
    const gentle = await booked(studio)
    await harden(studio)
    const harsh = await booked(studio)
    expect(await desk.orders.quoteCancellation({ orderId: harsh.orderId })).toMatchObject({ byPolicy: '1000.00' })
    await desk.orders.merge({ survivorId: harsh.orderId, mergedId: gentle.orderId })
    const quote = await desk.orders.quoteCancellation({ orderId: harsh.orderId })
    expect(quote).toMatchObject({ rulesOf: 'order', byPolicy: '1999.60' })
    const { cancellation } = await desk.orders.cancel({ orderId: harsh.orderId, reason })
    expect(cancellation.forfeited).toBe('1999.60')
    await trialBalanceIsZero(studio)
  })

  it('keep it when the contract of the one is declared void', async () => {
    const studio = await walking()
    const { desk } = studio
    await desk.settings.change({ plugin: 'contracts', set: { studio: { name: '玫瑰影楼' } } })
    const gentle = await booked(studio)
    await harden(studio)
    const { orderId } = await booked(studio)
    const { id: contractId } = await desk.contracts.draw({ orderId })
    await desk.contracts.sign({ contractId, ...signed })
    await desk.orders.merge({ survivorId: orderId, mergedId: gentle.orderId })
    expect(await desk.orders.quoteCancellation({ orderId })).toMatchObject({ rulesOf: 'contract', byPolicy: '1999.60' })
    await desk.contracts.void({ contractId, reason: 'agreed otherwise' })
    expect(await desk.orders.quoteCancellation({ orderId })).toMatchObject({ rulesOf: 'order', byPolicy: '1999.60' })
  })

  const rules = fc.record({
    earnestKept: fc.integer({ min: 0, max: 100 }),
    earnestCap: fc.constantFrom(20, 100),
    otherKept: fc.constantFrom(0, 50),
    charges: fc.array(fc.record({ from: fc.constantFrom('shot', 'out'), percent: fc.integer({ min: 0, max: 100 }) }), {
      maxLength: 2,
    }),
    claimBeyondPaid: fc.boolean(),
  })
  const side = fc.record({
    rulesPlaced: fc.option(fc.array(rules, { minLength: 1, maxLength: 2 }).map(storedRules)),
    rulesSigned: fc.option(fc.array(rules, { minLength: 1, maxLength: 2 }).map(storedRules)),
  })

  it('agreed to all that either agreed to, and to nothing else', () => {
    fc.assert(
      fc.property(side, side, (survivor, merged) => {
        const distinct = (all: readonly CancellationRules[] = []) => new Set(all.map((one) => JSON.stringify(one)))
        const [one, other] = [agreedRules(survivor), agreedRules(merged)]
        const joined = agreedRules({ ...survivor, ...joinedRules(survivor, merged) })
        expect(distinct(joined?.rules)).toEqual(distinct([...(one?.rules ?? []), ...(other?.rules ?? [])]))
        if (one?.by === 'contract' || other?.by === 'contract') expect(joined?.by).toBe('contract')
        const placed = ({ rulesPlaced }: typeof survivor) =>
          agreedRules({ rulesPlaced, rulesSigned: null })?.rules ?? []
        const voided = placed({ ...survivor, ...joinedRules(survivor, merged) })
        expect(distinct(voided)).toEqual(distinct([...placed(survivor), ...placed(merged)]))
      }),
    )
  })

  it('keep at most what any of the rules keeps, and beyond the deposits only where all claim it', () => {
    const money = (minor: number) => Money.ofMinor(BigInt(minor), 'CNY')
    const amounts = fc.integer({ min: 0, max: 10_000 })
    const option = fc.record({ rules, charged: amounts, deposited: amounts })
    fc.assert(
      fc.property(option, fc.array(option, { maxLength: 3 }), amounts, (first, others, deposits) => {
        const all = [first, ...others].map((one) => ({ ...one, deposited: Math.min(one.deposited, deposits) }))
        const charged = all.map(
          (one): ChargedByRules => ({
            ...{ rules: one.rules, lines: [], amount: money(10_000), charged: money(one.charged) },
          }),
        )
        const by = (policy: unknown) => money(all.find((one) => one.rules === policy)?.deposited ?? 0)
        const of = { deposits: money(deposits), by }
        const [one, ...rest] = charged
        if (one === undefined) throw new Error('there is one')
        const { kept } = leastKept([one, ...rest], of)
        for (const each of charged) expect(kept.atMost(leastKept([each], of).kept)).toBe(true)
        if (!charged.every((each) => each.rules.claimBeyondPaid)) expect(kept.atMost(of.deposits)).toBe(true)
      }),
    )
  })
})
