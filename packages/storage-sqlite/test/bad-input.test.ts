/** What a user of the whole library meets who gets something wrong: a typed error that says how to mend it, and not a byte changed. */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type CalotypeError, createEngine, isCalotypeError } from '@calotype/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sqlite } from '../src/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'calotype-bad-input-'))
const file = join(folder, 'studio.db')
const studio = { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' } as const
const owner = { tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['owner'] } } as const

/** The bytes of a database: its file and what waits beside it. */
function bytesOf(path: string): string {
  const hash = createHash('sha256')
  for (const part of [path, `${path}-wal`]) hash.update(existsSync(part) ? readFileSync(part) : '')
  return hash.digest('hex')
}

async function refusal(work: Promise<unknown>): Promise<CalotypeError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!isCalotypeError(error)) throw new Error(`expected a typed refusal, got ${String(error)}`)
  expect(error.message.length).toBeGreaterThan(20)
  expect(error.mend.length).toBeGreaterThan(10)
  return error
}

const opened = () => createEngine({ storage: sqlite({ file }), studio, background: false })

describe('a command that is refused changes no byte of the database', () => {
  let engine: Awaited<ReturnType<typeof opened>>
  let customerId = ''
  let orderId = ''

  beforeAll(async () => {
    engine = await opened()
    const desk = engine.as(owner)
    customerId = (await desk.customers.register({ name: '王芳', phone: '13800000000' })).id
    await desk.catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '4999.00' })
    const order = await desk.orders.place({ customerId, lines: [{ item: 'classic' }], idempotencyKey: 'k1' })
    orderId = order.id
  })
  afterAll(() => engine.close())

  const cases: readonly [string, string, (desk: ReturnType<typeof engine.as>) => Promise<unknown>, RegExp][] = [
    [
      'an unknown item',
      'ITEM_UNKNOWN',
      (desk) => desk.orders.place({ customerId, lines: [{ item: 'clasic' }] }),
      /clasic/,
    ],
    [
      'a negative quantity',
      'LINE_QUANTITY_INVALID',
      (desk) => desk.orders.place({ customerId, lines: [{ item: 'classic', quantity: '-1' }] }),
      /-1/,
    ],
    [
      'an amount with too many decimals',
      'MONEY_TOO_PRECISE',
      (desk) => desk.ledger.takePayment({ orderId, legs: [{ method: 'cash', amount: '1.001' }] }),
      /1\.001/,
    ],
    [
      'an amount that is a number',
      'INPUT_INVALID',
      (desk) => desk.ledger.takePayment({ orderId, legs: [{ method: 'cash', amount: 1 as never }] }),
      /legs\.0\.amount/,
    ],
    [
      'wrong types',
      'INPUT_INVALID',
      (desk) => desk.orders.place({ customerId: 5 as never, lines: 'classic' as never }),
      /customerId/,
    ],
    [
      'an unknown member',
      'INPUT_INVALID',
      (desk) => desk.orders.place({ customerId, lines: [{ item: 'classic', qty: 1 } as never] }),
      /qty/,
    ],
    ['oversized text', 'INPUT_INVALID', (desk) => desk.customers.register({ name: '王'.repeat(100_000) }), /name/],
    [
      '100,000 lines',
      'INPUT_INVALID',
      (desk) => desk.orders.place({ customerId, lines: Array.from({ length: 100_000 }, () => ({ item: 'classic' })) }),
      /lines/,
    ],
    [
      'an unknown customer',
      'ORDER_CUSTOMER_UNKNOWN',
      (desk) => desk.orders.place({ customerId: 'nobody', lines: [{ item: 'classic' }] }),
      /nobody/,
    ],
    [
      'the same idempotency key with another request',
      'IDEMPOTENCY_MISMATCH',
      (desk) => desk.orders.place({ customerId, lines: [{ item: 'classic', quantity: '2' }], idempotencyKey: 'k1' }),
      /k1/,
    ],
    [
      'more than is due',
      'PAYMENT_EXCEEDS_DUE',
      (desk) => desk.ledger.takePayment({ orderId, legs: [{ method: 'card', amount: '5000.00' }] }),
      /5000\.00/,
    ],
    [
      'an unknown method of payment',
      'PAYMENT_METHOD_UNKNOWN',
      (desk) => desk.ledger.takePayment({ orderId, legs: [{ method: 'chash', amount: '1.00' }] }),
      /chash/,
    ],
    [
      'another currency',
      'CURRENCY_MISMATCH',
      (desk) => desk.ledger.takePayment({ orderId, currency: 'USD', legs: [{ method: 'cash', amount: '1.00' }] }),
      /USD.*CNY/,
    ],
    [
      'no permission',
      'PERMISSION_MISSING',
      () =>
        engine
          .as({ ...owner, actor: { id: 'wu', roles: ['photographer'] } })
          .orders.place({ customerId, lines: [{ item: 'classic' }] }),
      /wu/,
    ],
    [
      'an unknown tenant',
      'TENANT_UNKNOWN',
      () => engine.as({ ...owner, tenant: 'rsoe' }).customers.register({ name: 'x' }),
      /rsoe/,
    ],
  ]

  it.each(cases)('%s', async (_what, code, call, message) => {
    const before = bytesOf(file)
    const error = await refusal(call(engine.as(owner)))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
    expect(bytesOf(file)).toBe(before)
  })
})

describe('a studio whose currency was changed under its books', () => {
  it('is refused a payment of an order in the old one', async () => {
    const path = join(folder, 'currency.db')
    const first = await createEngine({ storage: sqlite({ file: path }), studio, background: false })
    const customer = await first.as(owner).customers.register({ name: '王芳' })
    await first.as(owner).catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '4999.00' })
    const order = await first.as(owner).orders.place({ customerId: customer.id, lines: [{ item: 'classic' }] })
    await first.close()
    const before = bytesOf(path)
    const second = await createEngine({
      storage: sqlite({ file: path }),
      studio: { ...studio, currency: 'JPY' },
      background: false,
    })
    const paid = await refusal(
      second.as(owner).ledger.takePayment({ orderId: order.id, legs: [{ method: 'cash', amount: '100' }] }),
    )
    expect([paid.code, paid.message]).toEqual(['CURRENCY_MISMATCH', expect.stringMatching(/CNY.*JPY|JPY.*CNY/)])
    const placed = await refusal(
      second.as(owner).orders.place({ customerId: customer.id, lines: [{ item: 'classic' }] }),
    )
    expect(placed.code).toBe('CURRENCY_MISMATCH')
    await second.close()
    expect(bytesOf(path)).toBe(before)
  })
})

describe('a database that cannot be used is refused and left alone', () => {
  it('a file that is no database', async () => {
    const path = join(folder, 'letter.db')
    writeFileSync(path, 'Dear studio, '.repeat(1000))
    const before = bytesOf(path)
    const error = await refusal(createEngine({ storage: sqlite({ file: path }), studio }))
    expect(error.code).toBe('STORAGE_CORRUPT')
    expect(error.message).toContain('letter.db')
    expect(bytesOf(path)).toBe(before)
  })

  it('a database that was cut off', async () => {
    const path = join(folder, 'cut.db')
    const engine = await createEngine({ storage: sqlite({ file: path }), studio, background: false })
    await engine.as(owner).customers.register({ name: '王芳' })
    await engine.close()
    truncateSync(path, Math.floor(readFileSync(path).length / 2))
    const before = bytesOf(path)
    const error = await refusal(
      createEngine({ storage: sqlite({ file: path }), studio, background: false }).then(async (broken) => {
        try {
          await broken.as(owner).customers.list({})
          await broken.as(owner).audit.commands({})
        } finally {
          await broken.close()
        }
      }),
    )
    expect(error.code).toBe('STORAGE_CORRUPT')
    expect(bytesOf(path)).toBe(before)
  })

  it('a folder that does not exist', async () => {
    const path = join(folder, 'nowhere', 'studio.db')
    const error = await refusal(createEngine({ storage: sqlite({ file: path }), studio }))
    expect(error.code).toBe('STORAGE_UNAVAILABLE')
    expect(error.message).toContain('nowhere')
  })

  it('a database that may only be read takes queries and refuses commands', async () => {
    const path = join(folder, 'read-only.db')
    const first = await createEngine({ storage: sqlite({ file: path }), studio, background: false })
    await first.as(owner).customers.register({ name: '王芳' })
    await first.close()
    const before = bytesOf(path)
    const open = (name: string) => new DatabaseSync(name, { readOnly: true })
    const engine = await createEngine({ storage: sqlite({ file: path, open }), studio, background: false })
    expect((await engine.as(owner).customers.list({})).items).toHaveLength(1)
    const error = await refusal(engine.as(owner).customers.register({ name: '李娜' }))
    expect(error.code).toBe('STORAGE_READ_ONLY')
    await engine.close().catch(() => {})
    expect(bytesOf(path)).toBe(before)
  })

  it('a disk that is full: the command is undone, and goes through once there is room', async () => {
    const path = join(folder, 'full.db')
    let connection: DatabaseSync | undefined
    const open = (name: string, { readonly }: { readonly: boolean }) => {
      const opened = new DatabaseSync(name, { readOnly: readonly })
      if (!readonly) connection ??= opened
      return opened
    }
    const engine = await createEngine({ storage: sqlite({ file: path, open }), studio, background: false })
    const desk = engine.as(owner)
    await desk.customers.register({ name: '王芳' })
    const pages = Number(connection?.prepare('pragma page_count').get()?.page_count)
    connection?.exec(`pragma max_page_count = ${pages + 3}`)
    let registered = 1
    let error: CalotypeError | undefined
    while (error === undefined) {
      const outcome = desk.customers.register({ name: `客人 ${registered}`, notes: '好'.repeat(500) })
      error =
        (await outcome.then(
          () => void registered++,
          (thrown: unknown) => thrown as CalotypeError,
        )) ?? undefined
    }
    expect(error.code).toBe('STORAGE_FULL')
    expect((await desk.customers.list({ limit: 200 })).items).toHaveLength(Math.min(registered, 200))
    connection?.exec('pragma max_page_count = 1073741823')
    await desk.customers.register({ name: 'again' })
    await engine.close()
  })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))
