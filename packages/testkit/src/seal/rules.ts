/** What is done to sealed books behind the engine's back, and what `ledger.verify` must then say. */
import {
  factKey,
  ledgerEntries,
  ledgerLines,
  ledgerRefunds,
  ledgerReversals,
  ledgerSealHeads,
  ledgerSeals,
  type Table,
} from '@calotype/core'
import { holds, same, shown } from '../storage/check.ts'
import { forgedValue, type RawRow, type RawSql, type Target } from './attacker.ts'
import { coreFacts, type SealedBooks } from './books.ts'
import { snakeCase } from './names.ts'

interface Attacked {
  readonly books: SealedBooks
  readonly sql: RawSql
  /** A table with nothing to guard it any more. */
  target(table: Table): Promise<Target>
}

interface SealRule {
  readonly name: string
  readonly run: (attacked: Attacked) => Promise<void>
}

/** What is sealed of every table: with the entries, and as facts of their own. */
const sealedTables: readonly { readonly table: Table; readonly columns: readonly string[] }[] = [
  ...[ledgerEntries, ledgerLines, ledgerRefunds, ledgerReversals, ledgerSeals, ledgerSealHeads].map((table) => ({
    table,
    columns: Object.keys(table.columns),
  })),
  ...coreFacts.map(({ table, columns }) => ({ table, columns })),
]

const sealTables: readonly Table[] = [ledgerSeals, ledgerSealHeads]

/** At most so many rows of a table are edited, spread over all of them. */
const mostRows = 4

const verified = ({ books }: Attacked) => books.owner.ledger.verify({})

/** A row of another branch has a chain of its own, which this one says nothing of. */
const ofMain = (row: RawRow): boolean => row.branch === undefined || row.branch === 'main'

async function intact(attacked: Attacked, when: string): Promise<void> {
  const { fault, unsealed } = await verified(attacked)
  same(`nothing wrong ${when}`, fault, null)
  same(`nothing unsealed ${when}`, unsealed?.count, 0)
}

const editing = sealedTables.map(
  ({ table, columns }): SealRule => ({
    name: `every field of ${table.name} that is edited is found, and its row is named`,
    async run(attacked) {
      const target = await attacked.target(table)
      const rows = (await target.rows()).filter(ofMain)
      holds(`rows in ${table.name}`, rows.length > 0, 'none')
      const step = Math.max(1, Math.floor(rows.length / mostRows))
      for (const row of rows.filter((_, at) => at % step === 0).slice(0, mostRows)) {
        for (const column of ['tenant', ...columns.map(snakeCase)]) await edited(attacked, target, row, column)
      }
      await intact(attacked, 'when all is as it was')
    },
  }),
)

/** Forges one field, and puts it back. */
async function edited(attacked: Attacked, target: Target, row: RawRow, column: string): Promise<void> {
  const before = row[column] ?? null
  const forgeries: (string | null)[] = [forgedValue(target, column, before)]
  if (target.column(column).nullable && before !== null) forgeries.push(null)
  for (const forged of forgeries) {
    await target.set(row, column, forged)
    const { fault } = await verified(attacked)
    const place = `${target.name}.${column} = ${shown(forged)} for ${shown(before)}`
    holds(`a fault for ${place}`, fault !== null, 'nothing wrong')
    const table = target.name === ledgerSealHeads.name ? null : target.name
    if (!placing(target, column)) same(`the table of ${place}`, fault?.table ?? null, table)
    await target.set({ ...row, [column]: forged }, column, before)
  }
}

/** Whether a row is found by this column: with another value it is missing where it was, and all that can be told is where. */
const placing = (target: Target, column: string): boolean =>
  target.key.includes(column) ||
  (target.name === ledgerSeals.name && (column === 'fact' || column === 'key')) ||
  (target.name === ledgerReversals.name && column === 'reversal_id')

const deleting = sealedTables.map(
  ({ table }): SealRule => ({
    name: `every row of ${table.name} that is deleted is missed`,
    async run(attacked) {
      const target = await attacked.target(table)
      const rows = (await target.rows()).filter(ofMain)
      holds(`rows in ${table.name}`, rows.length > 0, 'none')
      for (const row of rows) {
        await target.delete(row)
        const { fault } = await verified(attacked)
        holds(`a fault without the row ${shown(row)}`, fault !== null, 'nothing wrong')
        await target.insert(row)
      }
      await intact(attacked, 'when all rows are back')
    },
  }),
)

async function firstRow(target: Target, fits: (row: RawRow) => boolean = () => true): Promise<RawRow> {
  const row = (await target.rows()).find((one) => ofMain(one) && fits(one))
  if (row === undefined) throw new Error(`the books have no such row in ${target.name}`)
  return row
}

/** Another value for what names a row. */
function slippedValue(target: Target, column: string, value: string | null): string {
  const { kind } = target.column(column)
  return kind === 'int' ? '999' : kind === 'id' ? 'forged' : forgedValue(target, column, value)
}

const others: readonly SealRule[] = [
  {
    name: 'the books hold, and nothing is left unsealed',
    run: (attacked) => intact(attacked, 'before anything was done'),
  },
  {
    name: 'rows that are put in where no entry is are named',
    async run(attacked) {
      for (const [table, changed] of [
        [ledgerLines, { entry_id: 'forged' }],
        [ledgerRefunds, { refund_entry_id: 'forged' }],
        [ledgerReversals, { entry_id: 'forged' }],
      ] as const) {
        const target = await attacked.target(table)
        const forged = { ...(await firstRow(target)), ...changed }
        await target.insert(forged)
        const { fault } = await verified(attacked)
        same(`what is wrong with a forged row in ${table.name}`, [fault?.fault, fault?.table], ['rowStray', table.name])
        await target.delete(forged)
      }
      await intact(attacked, 'when they are gone')
    },
  },
  {
    name: 'a line that is put into an entry is named',
    async run(attacked) {
      const target = await attacked.target(ledgerLines)
      const forged = { ...(await firstRow(target, (row) => row.entry_id === attacked.books.rentId)), line: '99' }
      await target.insert(forged)
      const { fault } = await verified(attacked)
      const named = [fault?.fault, fault?.entryId, fault?.table, fault?.record]
      const { rentId } = attacked.books
      same('what is named', named, ['entryChanged', rentId, 'ledger_lines', `${rentId} 99`])
    },
  },
  {
    name: 'entries and facts that are slipped in stand among what is not sealed',
    async run(attacked) {
      const entries = await attacked.target(ledgerEntries)
      await entries.insert({ ...(await firstRow(entries, (row) => row.number === null)), id: '0-forged' })
      for (const { table, by } of coreFacts) {
        const target = await attacked.target(table)
        const row = await firstRow(target)
        const unique = [...table.uniques.flatMap(({ columns }) => columns), ...by].filter(
          (name) => name !== table.branch,
        )
        const changed = unique.map(snakeCase).map((name) => [name, slippedValue(target, name, row[name] ?? null)])
        await target.insert({ ...row, ...Object.fromEntries(changed) })
      }
      const { fault, unsealed } = await verified(attacked)
      same('a fault', fault, null)
      same('entries without a seal', unsealed?.entryIds, ['0-forged'])
      same('how many have no seal', unsealed?.count, 1 + coreFacts.length)
      same(
        'facts without a seal',
        unsealed?.facts.map((one) => one.table).sort(),
        coreFacts.map(({ table }) => table.name).sort(),
      )
    },
  },
  {
    name: 'an entry that is deleted with all its rows and its link leaves a gap',
    async run(attacked) {
      const { rentId } = attacked.books
      for (const [table, column] of [
        [ledgerEntries, 'id'],
        [ledgerLines, 'entry_id'],
        [ledgerReversals, 'entry_id'],
        [ledgerSeals, 'key'],
      ] as const) {
        const target = await attacked.target(table)
        for (const row of await target.rows()) if (row[column] === rentId) await target.delete(row)
      }
      same('what is wrong', (await verified(attacked)).fault?.fault, 'sealMissing')
    },
  },
  {
    name: 'two entries that change places in the chain are named at the first of them',
    async run(attacked) {
      const seals = await attacked.target(ledgerSeals)
      const rows = (await seals.rows())
        .filter((row) => ofMain(row) && row.fact === ledgerEntries.name)
        .sort((one, next) => Number(one.sequence) - Number(next.sequence))
      const [one, other] = [rows[1], rows[3]]
      if (one === undefined || other === undefined) throw new Error('too few entries')
      await seals.delete(one)
      await seals.delete(other)
      await seals.insert({ ...other, sequence: one.sequence ?? null })
      await seals.insert({ ...one, sequence: other.sequence ?? null })
      const { fault } = await verified(attacked)
      same('what is wrong', [fault?.fault, fault?.sequence], ['entryChanged', Number(one.sequence)])
    },
  },
  {
    name: 'two entries whose lines are exchanged are found',
    async run(attacked) {
      const lines = await attacked.target(ledgerLines)
      const all = (await lines.rows()).filter(ofMain)
      const one = all.filter((row) => row.entry_id === attacked.books.receiptId)
      const others = all.filter((row) => row.entry_id === attacked.books.rentId)
      for (const row of [...one, ...others]) await lines.delete(row)
      for (const row of one) await lines.insert({ ...row, entry_id: attacked.books.rentId })
      for (const row of others) await lines.insert({ ...row, entry_id: attacked.books.receiptId })
      const { fault } = await verified(attacked)
      same('what is wrong', [fault?.fault, fault?.entryId], ['entryChanged', attacked.books.receiptId])
    },
  },
  {
    name: 'an end that was cut off shows, by a printed head even where the record of the end was cut as well',
    async run(attacked) {
      const { books } = attacked
      const { hash, sequence } = await books.owner.ledger.sealHead({})
      const seals = await attacked.target(ledgerSeals)
      const last = await firstRow(seals, (row) => row.sequence === String(sequence))
      const before = await firstRow(seals, (row) => row.sequence === String(sequence - 1))
      await seals.delete(last)
      for (const fact of coreFacts) {
        if (fact.table.name !== last.fact) continue
        const target = await attacked.target(fact.table)
        for (const row of await target.rows()) {
          const named = Object.fromEntries(fact.by.map((name) => [name, row[snakeCase(name)]]))
          if (factKey(fact, named) === last.key) await target.delete(row)
        }
      }
      same('the fault of a cut end', (await verified(attacked)).fault?.fault, 'endChanged')
      const heads = await attacked.target(ledgerSealHeads)
      const head = await firstRow(heads)
      await heads.set(head, 'sequence', String(sequence - 1))
      await heads.set(head, 'hash', before.hash ?? null)
      same('the fault of an end that was cut off whole', (await verified(attacked)).fault, null)
      const expected = { sequence, hash }
      same('the fault by the printed head', (await books.owner.ledger.verify({ expected })).fault?.fault, 'headUnmet')
    },
  },
  {
    name: 'a chain that was made anew over forged books holds, and does not meet the head that was printed on the close of the day',
    async run(attacked) {
      const { books } = attacked
      const { headSequence, headHash } = books.close
      const expected = { sequence: headSequence ?? 0, hash: headHash ?? '' }
      same('the printed head', (await books.owner.ledger.verify({ expected })).fault, null)
      const lines = await attacked.target(ledgerLines)
      for (const row of (await lines.rows()).filter((one) => one.entry_id === books.rentId)) {
        const side = row.debit === '0' ? 'credit' : 'debit'
        await lines.set(row, side, '700000')
      }
      const entries = await attacked.target(ledgerEntries)
      await entries.set(await firstRow(entries, (row) => row.id === books.rentId), 'amount', '700000')
      for (const table of sealTables) {
        const target = await attacked.target(table)
        for (const row of await target.rows()) if (ofMain(row)) await target.delete(row)
      }
      let cursor: string | undefined
      do {
        const sealed = await books.owner.ledger.seal({ limit: 200, cursor })
        cursor = sealed.next ?? undefined
      } while (cursor !== undefined)
      await intact(attacked, 'in a chain that was made anew')
      const { fault } = await books.owner.ledger.verify({ expected })
      same('the fault by the printed head', fault?.fault, 'headUnmet')
    },
  },
  {
    name: 'a walk in pages from place to place comes to the same end',
    async run(attacked) {
      const whole = await verified(attacked)
      let from: { sequence: number; hash: string } | undefined
      for (let page = 0; ; page++) {
        const {
          next,
          verified: held,
          unsealed,
          intact: holding,
        } = await attacked.books.owner.ledger.verify({ from, limit: 7 })
        same('every page is right', holding, true)
        if (next === null) {
          same('links at the end', [held, unsealed?.count], [whole.verified, 0])
          holds('several pages', page > 2, String(page))
          return
        }
        same('places come one after the other', [next.sequence, unsealed], [(from?.sequence ?? 0) + 7, null])
        from = next
      }
    },
  },
  {
    name: 'a walk that begins after what was edited does not see it, and one that begins at a wrong place ends there',
    async run(attacked) {
      const { books } = attacked
      const { next } = await books.owner.ledger.verify({ limit: 9 })
      const lines = await attacked.target(ledgerLines)
      const first = await firstRow(lines)
      await lines.set(first, 'debit', '1')
      holds('a fault from the beginning', (await verified(attacked)).fault !== null, 'none')
      same('a fault after it', (await books.owner.ledger.verify({ from: next ?? undefined })).fault, null)
      const wrong = { sequence: next?.sequence ?? 0, hash: '0'.repeat(64) }
      const { fault } = await books.owner.ledger.verify({ from: wrong })
      same('where a walk from a wrong place ends', fault?.sequence, wrong.sequence + 1)
    },
  },
]

export const sealRules: readonly SealRule[] = [...others, ...editing, ...deleting]
