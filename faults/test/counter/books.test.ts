/** The checks of a killed counter find what is wrong: a check that finds nothing proves nothing. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { PaymentRunner } from '@calotype/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { halfStanding, missingEntries } from '../../src/check/counter-books.ts'
import { counterViolations } from '../../src/counter/checks.ts'
import { bankOf, FileProvider } from '../../src/counter/file-provider.ts'
import { openCounter } from '../../src/counter/studio.ts'
import { client, furnish } from '../../src/counter/workload.ts'
import { randomOf } from '../../src/run/random.ts'
import { adapterOf, readerOf } from '../../src/stores/open.ts'

let folder = ''
let entryIds: string[] = []
let spoilt = 0

const openAt = async (file: string) =>
  openCounter(await adapterOf({ kind: 'sqlite', file }), { plugins: [bankOf(new FileProvider(join(folder, 'books')))] })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'calotype-counter-spoilt-'))
  const studio = await openAt(join(folder, 'studio.db'))
  const runner = new PaymentRunner(studio.engine, { tenant: studio.tenant, branch: 'main' })
  const meeting = await furnish(studio)
  const acknowledged = (ids: readonly string[]): void => void entryIds.push(...ids)
  for (const number of [1, 2, 3]) {
    await client({ ...studio, runner }, meeting, {
      random: randomOf(number),
      name: `c${number}`,
      steps: 80,
      acknowledged,
    })
  }
  const { owner } = studio
  const { items } = await owner.tills.shifts({ open: true })
  for (const { id: shiftId } of items) await owner.tills.closeShift({ shiftId, cash: { amount: '7' } })
  await owner.tills.reopenDay.attempt({ date: '2026-11-22', reason: 'not over' })
  await owner.tills.openShift({ till: 'front', float: { amount: '7' } })
  await studio.engine.close()
  entryIds = [...new Set(entryIds)]
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the checks say of a copy that was changed past the engine and its triggers. */
async function saidOf(sql: string): Promise<string> {
  const file = join(folder, `spoilt-${++spoilt}.db`)
  copyFileSync(join(folder, 'studio.db'), file)
  const database = new DatabaseSync(file)
  for (const { name } of database.prepare("select name from sqlite_master where type = 'trigger'").all()) {
    database.exec(`drop trigger "${String(name)}"`)
  }
  database.exec(sql)
  database.close()
  const reader = await readerOf({ kind: 'sqlite', file })
  const said = [...(await halfStanding(reader)), ...(await missingEntries(reader, entryIds))]
  await reader.close()
  const { engine, owner } = await openAt(file)
  said.push(...(await counterViolations(owner)))
  await engine.close()
  return said.join('\n')
}

const first = (table: string, where: string): string =>
  `rowid = (select rowid from ${table} where ${where} order by rowid limit 1)`

describe('the checks of a counter', () => {
  it('find nothing where nothing is wrong', async () => {
    expect(entryIds.length).toBeGreaterThan(40)
    expect(await saidOf('select 1')).toBe('')
  })

  it.each([
    [
      'a line that is gone',
      'delete from ledger_lines where line = 1 and entry_id = (select min(entry_id) from ledger_lines)',
      /debits are not/,
    ],
    [
      'an entry that is gone',
      `delete from ledger_entries where ${first('ledger_entries', "kind = 'receipt'")}`,
      /without their entry[\s\S]*gaps in the numbers[\s\S]*missing/,
    ],
    [
      'a count that is gone',
      `delete from tills_counts where ${first('tills_counts', '1 = 1')}`,
      /without exactly one count/,
    ],
    [
      'a count that was changed',
      `update tills_counts set counted = counted + 1 where ${first('tills_counts', '1 = 1')}`,
      /not what the lines/,
    ],
    ['a till that lost its shift', 'update tills set shift_id = null', /open at no till/],
    [
      'a payment that is applied twice',
      "update payments_attempts set entry_id = 'nothing' where outcome = 'applied'",
      /without exactly one receipt/,
    ],
    ['money that did not arrive', 'update payments_attempts set batch = null', /has not arrived/],
    ['a commitment that forgot a payment', 'update ledger_commitments set paid = paid + 1', /CustomerDeposits is/],
    ['stored value from nowhere', 'update ledger_stored_values set balance = balance + 1', /StoredValue is/],
    [
      'a drawer that carries more',
      'update tills_shifts set carried = carried + 1 where closed_at is null',
      /Cash:Till:front is/,
    ],
    ['a command that is gone', 'delete from audit_commands', /events without their command/],
    [
      'a memo that was changed',
      `update ledger_entries set memo = 'x' where ${first('ledger_entries', '1 = 1')}`,
      /chain is broken/,
    ],
  ])('find %s', async (_, sql, finding) => {
    expect(await saidOf(sql)).toMatch(finding)
  })
})
