/** A year of a studio's books by its own operations: seeded, so that a year that shows something can be had again. */
import {
  addDays,
  clockToken,
  createEngine,
  definePlugin,
  entry,
  isCalotypeError,
  Money,
  monthOf,
  type PaymentProvider,
  paymentProviders,
  provide,
  type StorageAdapter,
  worthOf,
} from '@calotype/core'
import fc from 'fast-check'
import { type Action, actions, awkwardText } from './actions.ts'

const start = Date.parse('2026-01-01T01:00:00.000Z')
const yearMs = 364 * 24 * 3_600_000

/** Decides nothing at once: its settlement files say what was paid. */
const acquirer: PaymentProvider = {
  contract: 1,
  name: 'acquirer',
  method: 'wechat',
  can: { refund: false, cancel: false },
  pay: async () => ({ state: 'pending' }),
  refund: async () => ({ state: 'pending' }),
  query: async () => ({ state: 'pending' }),
  parseWebhook: async () => {
    throw new Error('nobody calls')
  },
}

const acquirers = definePlugin({
  name: 'acquirers',
  version: '1.0.0',
  requires: { payments: '*' },
  entries: [entry(paymentProviders, acquirer)],
})

/** Tills of the branch east-2, where cash needs an open shift; the branch main has none. */
const eastTills = ['east_1', 'East-1'] as const

export interface RecordedYear {
  readonly engine: Awaited<ReturnType<typeof openStudio>>['engine']
  readonly desk: Awaited<ReturnType<typeof openStudio>>['main']
  /** Commands that were carried out, by name. */
  readonly done: ReadonlyMap<string, number>
  /** Commands that the engine refused, as a counter would meet them. */
  readonly refused: number
}

export async function openStudio(storage: StorageAdapter, currency = 'CNY') {
  const clock = { now: '2026-01-01T01:00:00.000Z' }
  const engine = await createEngine({
    storage,
    plugins: [acquirers],
    studio: { currency, timeZone: 'Asia/Shanghai', locale: 'zh-CN', dayStartsAt: '04:00' },
    background: false,
    provide: [provide(clockToken, { useValue: { now: () => clock.now } })],
  })
  const as = (branch: string) => engine.as({ tenant: 'rose', branch, actor: { id: 'li-na', roles: ['owner'] } })
  return { engine, clock, main: as('main'), east: as('east-2') }
}

/** @param count how many commands are tried, spread over the year 2026 */
export async function recordYear(storage: StorageAdapter, seed: number, count: number): Promise<RecordedYear> {
  const studio = await openStudio(storage)
  const { main: desk, clock } = studio
  await furnish(desk, seed)
  for (const code of eastTills) await studio.east.tills.define({ code, name: code })
  const [year = []] = fc.sample(fc.array(actions, { minLength: count, maxLength: count }), { seed, numRuns: 1 })
  const kept: Kept = { customers: [], orders: [], receipts: [], online: [], settlements: 0, now: () => clock.now }
  for (const name of ['王芳', '李娜 "Lina"', 'O’Brien; & Söhne']) {
    kept.customers.push((await desk.customers.register({ name })).id)
  }
  const done = new Map<string, number>()
  let refused = 0
  for (const [index, action] of year.entries()) {
    clock.now = new Date(start + Math.floor((yearMs * index) / count)).toISOString()
    const atTill = ['openShift', 'closeShift', 'payOut', 'drop'].includes(action.does)
    const east = action.east || atTill
    // The tills of a branch are its own.
    const till = east ? (eastTills[action.share % 2] ?? '') : action.till
    try {
      await perform(east ? studio.east : desk, action, till, kept)
      done.set(action.does, (done.get(action.does) ?? 0) + 1)
    } catch (error) {
      if (!isCalotypeError(error) || error.status >= 500) throw error
      refused += 1
    }
  }
  // After the year: income and expenses go to retained earnings, and the books are closed.
  clock.now = '2027-01-20T01:00:00.000Z'
  for (const one of [desk, studio.east]) await one.ledger.closeYear({ year: 2026 })
  done.set('closeYear', 2)
  return { engine: studio.engine, desk, done, refused }
}

type StudioDesk = Awaited<ReturnType<typeof openStudio>>['main']

interface Kept {
  readonly customers: string[]
  readonly orders: string[]
  readonly receipts: { readonly id: string; readonly amount: string }[]
  /** Payments at the provider that no settlement file had yet. */
  readonly online: { readonly id: string; readonly amount: string }[]
  settlements: number
  now(): string
}

async function furnish(desk: StudioDesk, seed: number): Promise<void> {
  const texts = fc.sample(awkwardText, { seed, numRuns: 6 })
  const [one = '', two = '', three = ''] = texts
  await desk.catalog.addItem({ code: 'wedding-classic', kind: 'package', name: '婚纱经典套系', price: '4999.00' })
  await desk.catalog.addItem({ code: 'album-12', kind: 'product', name: '12 寸相册', price: '600.00' })
  await desk.catalog.addItem({
    code: 'extra-image',
    kind: 'product',
    name: '加片',
    price: '99.99',
    category: 'second-sale',
  })
  const income = { type: 'income' } as const
  const expense = { type: 'expense' } as const
  await desk.ledger.openAccount({ code: 'Income:Printing', name: `Printing ${one}`, nameZh: `印刷 ${one}`, ...income })
  await desk.ledger.openAccount({ code: 'Marketing:small_print', name: `Cards ${two}`, ...expense })
  await desk.ledger.openAccount({ code: 'Marketing:Small-print', name: `Posters ${three}`, ...expense })
  await desk.ledger.openAccount({ code: 'Equity', name: 'type: X, date:2020-01-01 ; alias "\\', type: 'equity' })
}

async function perform(desk: StudioDesk, action: Action, till: string, kept: Kept): Promise<void> {
  const orderId = chosen(kept.orders, action.pick)
  switch (action.does) {
    case 'place': {
      const { id, receipt } = await desk.orders.place({
        customerId: chosen(kept.customers, action.pick) ?? '',
        lines: action.items.map((item) => ({ item })),
        payment: { legs: [{ method: action.method, amount: action.amount }], till },
      })
      kept.orders.push(id)
      if (receipt !== null) kept.receipts.push({ id: receipt.id, amount: action.amount })
      return
    }
    case 'pay': {
      if (orderId === undefined) return
      const { balanceDue } = await desk.ledger.balanceDue({ orderId })
      const amount = shareOf(balanceDue, action.share)
      const tendered =
        action.method === 'cash' ? { tendered: Money.of(amount, 'CNY').plus(Money.of('0.37', 'CNY')).toString() } : {}
      const legs = [{ method: action.method, amount, ...tendered }]
      const receipt = await desk.ledger.takePayment({ orderId, legs, till, note: action.text })
      kept.receipts.push({ id: receipt.id, amount })
      return
    }
    case 'refund': {
      const receipt = chosen(kept.receipts, action.pick)
      if (receipt === undefined) return
      const amount = shareOf(receipt.amount, action.share)
      await desk.ledger.refund({ receiptId: receipt.id, amount, reason: action.text, till })
      return
    }
    case 'payForeign': {
      await setRate(desk, action)
      if (orderId === undefined) return
      const { currency, minor, method } = action
      const amount = Money.ofMinor(minor, currency).toString()
      const receipt = await desk.ledger.takePayment({
        orderId,
        legs: [{ method, currency, amount }],
        till,
      })
      kept.receipts.push({ id: receipt.id, amount: receipt.amount })
      return
    }
    case 'exchange': {
      const { rate } = await setRate(desk, action)
      const foreign = Money.ofMinor(action.minor, action.currency)
      const worth = worthOf(foreign, rate, 'CNY').percentage(BigInt(action.percent), 'half-up').toString()
      const place = { account: 'Cash:Till:front', currency: action.currency, amount: foreign.toString() }
      const bank = { account: 'Bank:main', amount: worth }
      await desk.ledger.exchange(action.sell ? { from: place, to: bank } : { from: bank, to: place })
      await desk.ledger.revalue({})
      return
    }
    case 'secondSale':
      if (orderId === undefined) return
      await desk.orders.addLine({ orderId, line: { item: 'extra-image', quantity: action.share }, secondSale: true })
      return
    case 'pickUp':
      if (orderId === undefined) return
      await desk.orders.pickUp({ orderId, arrearsAllowed: true })
      return
    case 'cancel':
      if (orderId === undefined) return
      await desk.orders.cancel({
        orderId,
        reason: action.text,
        forfeit: action.forfeit,
        refund: true,
        till,
      })
      return
    case 'openShift':
      await desk.tills.openShift({ till, float: { amount: action.amount } })
      return
    case 'closeShift': {
      const [shift] = (await desk.tills.shifts({ open: true })).items
      if (shift === undefined) return
      const { expected } = await desk.tills.shiftReport({ shiftId: shift.id })
      const counted = Money.of(expected, 'CNY').plus(Money.ofMinor(action.off, 'CNY'))
      // More may have been paid out than the drawer held by the books; nobody counts less than nothing.
      const cash = { amount: counted.isNegative() ? '0.00' : counted.toString() }
      const toSafe = counted.isPositive() ? { toSafe: shareOf(cash.amount, action.share) } : {}
      await desk.tills.closeShift({ shiftId: shift.id, cash, ...toSafe })
      return
    }
    case 'payOut': {
      const { amount, account, text: reason } = action
      await desk.tills.payOut({ amount, account, reason })
      return
    }
    case 'drop':
      await desk.tills.drop({ amount: action.amount, reason: action.text })
      return
    case 'topUp': {
      const customerId = chosen(kept.customers, action.pick) ?? ''
      const legs = [{ method: action.method, amount: action.amount }]
      const receipt = await desk.ledger.topUp({ customerId, legs, till, note: action.text })
      kept.receipts.push({ id: receipt.id, amount: action.amount })
      return
    }
    case 'payStored': {
      if (orderId === undefined) return
      const { balanceDue } = await desk.ledger.balanceDue({ orderId })
      const legs = [{ method: 'storedValue', amount: shareOf(balanceDue, action.share) }]
      await desk.ledger.takePayment({ orderId, legs })
      return
    }
    case 'payOnline': {
      if (orderId === undefined) return
      const { balanceDue } = await desk.ledger.balanceDue({ orderId })
      const amount = shareOf(balanceDue, action.share)
      const { id } = await desk.payments.begin({ orderId, provider: 'acquirer', amount })
      kept.online.push({ id, amount })
      return
    }
    case 'settle': {
      if (kept.online.length === 0) return
      kept.settlements += 1
      const rows = kept.online.map(({ id, amount }) => {
        const fee = Money.ofMinor((Money.of(amount, 'CNY').minor * action.fee) / 10_000n, 'CNY').toString()
        return { row: id, kind: 'payment' as const, attemptId: id, amount, fee }
      })
      const batch = `file-${kept.settlements}`
      const answer = await desk.payments.importSettlement({
        provider: 'acquirer',
        batch,
        bank: 'main',
        currency: 'CNY',
        rows,
      })
      const elsewhere = new Set(answer.elsewhere)
      kept.online.splice(0, kept.online.length, ...kept.online.filter(({ id }) => elsewhere.has(id)))
      return
    }
    case 'closeMonth': {
      const month = monthOf(addDays(monthOf(kept.now().slice(0, 10)).concat('-01'), -1))
      await desk.ledger.closeMonth({ month })
      return
    }
    case 'post': {
      const [debited, credited] = action.accounts
      const split = shareOf(action.amount, action.share)
      const rest = Money.of(action.amount, 'CNY').minus(Money.of(split, 'CNY'))
      const lines = [
        { account: debited, debit: split },
        { account: debited, debit: rest.toString() },
        { account: credited, credit: action.amount },
      ]
      await desk.ledger.post({ lines: rest.isZero() ? lines.slice(1) : lines, memo: action.text })
    }
  }
}

const oldRates: Readonly<Record<string, string>> = { USD: '7.1200', JPY: '4.7500', KWD: '23.1234' }

/** A rate of today, some per cent from the old one. Yen are dear here, so that their amounts tell. */
async function setRate(
  desk: StudioDesk,
  { currency, percent }: { readonly currency: string; readonly percent: number },
): Promise<{ readonly rate: string }> {
  // CLF has four decimals, as these rates have.
  const rate = Money.of(oldRates[currency] ?? '1', 'CLF')
    .percentage(BigInt(percent), 'half-up')
    .toString()
  const [set] = await desk.currency.setRates({ rates: [{ currency, rate }], source: 'a random year' })
  return { rate: set?.rate ?? '1' }
}

const chosen = <T>(from: readonly T[], pick: number): T | undefined => from[pick % Math.max(from.length, 1)]

/** So many of 12 parts of an amount, at least one cent. */
function shareOf(amount: string, share: number): string {
  const whole = Money.of(amount, 'CNY')
  const part = Money.ofMinor((whole.minor * BigInt(share)) / 12n, 'CNY')
  return (part.isPositive() ? part : Money.of('0.01', 'CNY')).toString()
}
