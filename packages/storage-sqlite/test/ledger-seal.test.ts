/** Whatever is done to the books behind the engine's back, with the triggers of the database taken away, is named. */
import { DatabaseSync } from 'node:sqlite'
import {
  createEngine,
  definePlugin,
  Money,
  openCommitment,
  operation,
  recogniseRevenue,
  recordPayment,
  reverseRecognition,
} from '@calotype/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sqlite } from '../src/index.ts'
import { temporaryFile } from './temporary.ts'

const cny = (amount: string) => Money.of(amount, 'CNY')

const sell = operation({
  name: 'sales.sell',
  summary: 'Sells and delivers an order that was paid.',
  kind: 'command',
  input: z.strictObject({ orderId: z.string() }),
  output: z.object({ receiptId: z.string(), recognitionId: z.string() }),
  async run(context, { orderId }) {
    openCommitment(context, { orderId, customerId: 'wang-fang', total: cny('100'), dueDate: null })
    const legs = [
      { method: 'cash', amount: '60', tendered: '70' },
      { method: 'card', amount: '40' },
    ]
    const receipt = await recordPayment(context, { orderId, legs, note: 'thank you' })
    const amounts = [{ account: 'Income:Package', category: 'package', amount: cny('100') }]
    const recognition = await recogniseRevenue(context, { orderId, amounts, memo: 'picked up' })
    return { receiptId: receipt.id, recognitionId: recognition?.id ?? '' }
  },
})

const takeBack = operation({
  name: 'sales.takeBack',
  summary: 'Takes a delivery back.',
  kind: 'command',
  input: z.strictObject({ orderId: z.string(), recognitionId: z.string() }),
  output: z.string(),
  run: async (context, given) => (await reverseRecognition(context, given)).id,
})

const sales = definePlugin({
  name: 'sales',
  version: '1.0.0',
  requires: { ledger: '*' },
  operations: { sell, takeBack },
})

/** Six entries of every kind, sealed; and a connection of the attacker's own. */
async function books() {
  const file = temporaryFile()
  const engine = await createEngine({
    storage: sqlite({ file }),
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
    plugins: [sales],
    background: false,
  })
  const desk = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['owner'] } })
  const first = await desk.sales.sell({ orderId: 'o1' })
  await desk.sales.sell({ orderId: 'o2' })
  const reversalId = await desk.sales.takeBack({ orderId: 'o1', recognitionId: first.recognitionId })
  const refund = await desk.ledger.refund({ receiptId: first.receiptId, amount: '50', reason: 'blurred' })
  const lines = [
    { account: 'Rent', debit: '8000', category: 'rooms', staff: 'li-na' },
    { account: 'Bank:icbc', credit: '8000' },
  ]
  const rent = await desk.ledger.post({ lines, memo: 'October', till: 'front' })
  await engine.settle()
  const attacker = new DatabaseSync(file)
  attacker.exec('PRAGMA busy_timeout = 5000')
  for (const { name } of attacker.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()) {
    attacker.exec(`DROP TRIGGER "${String(name)}"`)
  }
  return { engine, desk, attacker, receiptId: first.receiptId, refundId: refund.id, reversalId, rentId: rent.id }
}

let opened: Awaited<ReturnType<typeof books>>

beforeEach(async () => {
  opened = await books()
})

afterEach(async () => {
  opened.attacker.close()
  await opened.engine.close()
})

const faultOf = async () => (await opened.desk.ledger.verify({})).fault

/** Another value that the column can hold. */
function another(column: string, value: unknown): string | number {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) + 7
  if (column === 'leg') return 7
  if (column === 'business_date') return '2020-02-29'
  if (/^(at|recorded_at)$/.test(column)) return '2020-02-29T00:00:00.000Z'
  if (column === 'document') return JSON.stringify({ forged: true })
  if (column === 'currency') return 'JPY'
  return `${value ?? ''}x`
}

describe('the seal', () => {
  it('holds over everything that was posted, and nothing is left unsealed', async () => {
    const { desk } = opened
    const verified = await desk.ledger.verify({})
    expect(verified).toMatchObject({ intact: true, verified: 7, fault: null, unsealed: { count: 0, entryIds: [] } })
    expect(await desk.ledger.sealHead({})).toEqual(verified.head)
    await desk.people.erase({ kind: 'customer', id: 'wang-fang', reason: 'asked' }).catch(() => undefined)
    expect(await desk.ledger.verify({})).toMatchObject({ intact: true })
  })

  it('names the entry for every field that is edited, of entries, lines, refunds, reversals and seals', async () => {
    const { attacker, receiptId, refundId, reversalId, rentId } = opened
    const edited: string[] = []
    const victims: readonly (readonly [string, string, string])[] = [
      ['ledger_entries', 'id', receiptId],
      ['ledger_entries', 'id', reversalId],
      ['ledger_lines', 'entry_id', receiptId],
      ['ledger_lines', 'entry_id', rentId],
      ['ledger_refunds', 'refund_entry_id', refundId],
      ['ledger_reversals', 'reversal_id', reversalId],
      ['ledger_seals', 'entry_id', rentId],
    ]
    for (const [table, column, id] of victims) {
      const keys = attacker.prepare(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0`).all()
      const place = keys.map(({ name }) => `${String(name)} = ?`).join(' AND ')
      const row = attacker.prepare(`SELECT * FROM ${table} WHERE ${column} = ? LIMIT 1`).get(id) ?? {}
      expect(Object.keys(row).length).toBeGreaterThan(2)
      const edit = (name: string, from: typeof row, value: (typeof row)[string]) => {
        const key = keys.map(({ name: part }) => from[String(part)] ?? null)
        const { changes } = attacker
          .prepare(`UPDATE ${table} SET ${name} = ? WHERE ${place}`)
          .run(value ?? null, ...key)
        expect(changes, `${table}.${name}`).toBe(1)
      }
      for (const [name, value] of Object.entries(row)) {
        const forged = another(name, value)
        edit(name, row, forged)
        const fault = await faultOf()
        expect(fault, `${table}.${name}`).not.toBeNull()
        // A seal that names another entry, or stands elsewhere, shows its own place.
        if (table !== 'ledger_seals') expect(fault?.entryId, `${table}.${name}`).toBe(id)
        edit(name, { ...row, [name]: forged }, value)
        edited.push(`${table}.${name}`)
      }
    }
    expect(await faultOf()).toBeNull()
    expect(new Set(edited).size).toBeGreaterThan(40)
  })

  it('names the entry of which a row is deleted, and the entry that is deleted whole', async () => {
    const { attacker, receiptId, refundId, reversalId, rentId } = opened
    const deletions: readonly (readonly [string, string, string])[] = [
      ['DELETE FROM ledger_lines WHERE entry_id = ? AND line = 1', rentId, 'entryChanged'],
      ['DELETE FROM ledger_reversals WHERE reversal_id = ?', reversalId, 'entryChanged'],
      ['DELETE FROM ledger_refunds WHERE refund_entry_id = ?', refundId, 'entryChanged'],
      ['DELETE FROM ledger_entries WHERE id = ?', receiptId, 'entryMissing'],
    ]
    // From the youngest to the oldest: the walk names the first.
    for (const [statement, entryId, fault] of deletions) {
      attacker.prepare(statement).run(entryId)
      const found = await faultOf()
      expect(found?.fault, statement).toBe(fault)
      if (fault === 'entryMissing') expect(found?.entryId).toBe(entryId)
    }
  })

  it('names the place of a seal that is deleted from the middle', async () => {
    opened.attacker.exec('DELETE FROM ledger_seals WHERE sequence = 3')
    expect(await faultOf()).toMatchObject({ fault: 'sealMissing', sequence: 3 })
  })

  it('names what was inserted: lines, entries, refunds and reversals', async () => {
    const { attacker, desk, rentId, refundId, reversalId } = opened
    const copy = (table: string, where: string, changed: Readonly<Record<string, string | number>>) => {
      const row = { ...attacker.prepare(`SELECT * FROM ${table} WHERE ${where}`).get(), ...changed }
      const names = Object.keys(row)
      const places = names.map(() => '?').join(', ')
      attacker.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`).run(...Object.values(row))
    }
    copy('ledger_lines', `entry_id = '${rentId}' AND line = 1`, { line: 3 })
    expect(await faultOf()).toMatchObject({ fault: 'entryChanged', entryId: rentId })
    attacker.exec(`DELETE FROM ledger_lines WHERE entry_id = '${rentId}' AND line = 3`)

    const forged = { entry_id: 'forged', line: 1 }
    copy('ledger_lines', `entry_id = '${rentId}' AND line = 1`, forged)
    expect(await faultOf()).toMatchObject({ fault: 'rowStray', entryId: 'forged' })
    attacker.exec("DELETE FROM ledger_lines WHERE entry_id = 'forged'")

    copy('ledger_refunds', `refund_entry_id = '${refundId}' AND line = 1`, { refund_entry_id: 'forged' })
    expect(await faultOf()).toMatchObject({ fault: 'rowStray', entryId: 'forged' })
    attacker.exec("DELETE FROM ledger_refunds WHERE refund_entry_id = 'forged'")

    copy('ledger_reversals', `reversal_id = '${reversalId}'`, { entry_id: rentId })
    expect(await faultOf()).toMatchObject({ fault: 'rowStray', entryId: reversalId })
    attacker.exec(`DELETE FROM ledger_reversals WHERE entry_id = '${rentId}'`)

    copy('ledger_entries', `id = '${rentId}'`, { id: 'forged' })
    const { fault, unsealed } = await desk.ledger.verify({})
    expect(fault).toBeNull()
    expect(unsealed).toEqual({ count: 1, entryIds: ['forged'] })
  })

  it('names the first of two that changed places', async () => {
    const { attacker } = opened
    const [second, fourth] = attacker
      .prepare('SELECT entry_id FROM ledger_seals WHERE sequence IN (2, 4) ORDER BY sequence')
      .all()
    const move = attacker.prepare('UPDATE ledger_seals SET entry_id = ? WHERE sequence = ?')
    move.run('parked', 2)
    move.run(String(second?.entry_id), 4)
    move.run(String(fourth?.entry_id), 2)
    expect(await faultOf()).toMatchObject({ fault: 'entryChanged', sequence: 2, entryId: fourth?.entry_id })
  })

  it('shows that the end was cut off; by the printed head even where its record was cut as well', async () => {
    const { attacker, desk } = opened
    const { sequence, hash } = await desk.ledger.sealHead({})
    const expected = { sequence, hash }
    expect(await desk.ledger.verify({ expected })).toMatchObject({ intact: true })
    const last = attacker.prepare('SELECT entry_id FROM ledger_seals WHERE sequence = ?').get(sequence)
    for (const [table, column] of [
      ['ledger_seals', 'entry_id'],
      ['ledger_lines', 'entry_id'],
      ['ledger_refunds', 'refund_entry_id'],
      ['ledger_entries', 'id'],
    ]) {
      attacker.prepare(`DELETE FROM ${table} WHERE ${column} = ?`).run(String(last?.entry_id))
    }
    expect(await faultOf()).toMatchObject({ fault: 'endChanged', sequence: sequence - 1 })
    const before = attacker.prepare('SELECT hash FROM ledger_seals WHERE sequence = ?').get(sequence - 1)
    attacker.prepare('UPDATE ledger_seal_heads SET sequence = ?, hash = ?').run(sequence - 1, String(before?.hash))
    expect(await faultOf()).toBeNull()
    expect((await desk.ledger.verify({ expected })).fault).toMatchObject({ fault: 'headUnmet' })
  })

  it('does not meet a printed head in a chain that was forged from there on', async () => {
    const { desk } = opened
    const { sequence, hash } = await desk.ledger.sealHead({})
    const other = hash.startsWith('0') ? hash.replace('0', '1') : `0${hash.slice(1)}`
    const { fault } = await desk.ledger.verify({ expected: { sequence, hash: other } })
    expect(fault).toMatchObject({ fault: 'headUnmet', sequence })
  })
})
