/**
 * Entries sealed and verified a second: entries that were posted one by one, each with its event, are sealed by the subscriber
 * in batches as it does beside a counter; against a loop by hand with `node:sqlite` that reads the same rows, hashes them and
 * inserts the links, one transaction for each 100.
 *
 *     pnpm bench seal [--entries 5000]
 */
import { hash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sqlite } from '@calotype/storage-sqlite'
import { openCounter } from './counter.ts'
import { argument, inFlight, report, rounded, temporaryFolder, timed } from './measure.ts'

const entries = argument('entries', 5000, 500)
const entriesOfATransaction = 100
const file = join(temporaryFolder(), 'studio.db')
const { engine, desk } = await openCounter(sqlite({ file }))

await inFlight(32, entries, () => {
  const lines = [
    { account: 'Rent', debit: '80.00', category: 'rooms', staff: 'li-na' },
    { account: 'Bank:icbc', credit: '80.00' },
  ]
  return desk.ledger.post({ lines, memo: 'October' })
})

const byHand = sealByHand()
const sealing = await timed(() => engine.settle())
const { sequence: links } = await desk.ledger.sealHead({})
let verified = 0
const verifying = await timed(async () => {
  const { intact, verified: held, unsealed } = await desk.ledger.verify({})
  if (!intact || unsealed?.count !== 0) throw new Error('the books are not sealed whole')
  verified = held
})
if (links !== byHand.links || verified !== links) {
  throw new Error(`${links} links were sealed, ${byHand.links} by hand, and ${verified} verified`)
}
await engine.close()

const sealedPerSecond = rounded((links / sealing) * 1000, 0)
const rawPerSecond = rounded((byHand.links / byHand.ms) * 1000, 0)
const verifiedPerSecond = rounded((verified / verifying) * 1000, 0)
const ratio = rounded(rawPerSecond / sealedPerSecond)
console.log(`${links} entries`)
console.log(`  sealed     ${sealedPerSecond} a second`)
console.log(`  by hand    ${rawPerSecond} a second; ratio ${ratio}`)
console.log(`  verified   ${verifiedPerSecond} a second`)
report({
  bench: 'seal',
  store: 'sqlite',
  entries: links,
  perSecond: sealedPerSecond,
  rawPerSecond,
  ratio,
  verifiedPerSecond,
})

/** The same work without the engine, into a table of its own in the same file. */
function sealByHand(): { readonly links: number; readonly ms: number } {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16384')
  database.exec(
    'create table by_hand (tenant text, branch text, sequence integer, fact text, key text, lines integer, rows text, hash text, primary key (tenant, branch, sequence)) strict, without rowid',
  )
  database.exec('create unique index by_hand_sealed on by_hand (tenant, fact, key, branch)')
  const ids = database.prepare('select id from ledger_entries order by id').all()
  const findEntry = database.prepare('select * from ledger_entries where tenant = ? and id = ?')
  const findLines = database.prepare('select * from ledger_lines where tenant = ? and entry_id = ? order by line')
  const insert = database.prepare('insert into by_hand values (?, ?, ?, ?, ?, ?, ?, ?)')
  let head = ''
  let sequence = 0
  const from = performance.now()
  for (let at = 0; at < ids.length; at += entriesOfATransaction) {
    database.exec('begin immediate')
    for (const { id } of ids.slice(at, at + entriesOfATransaction)) {
      const entry = findEntry.get('rose', id ?? null)
      const lines = findLines.all('rose', id ?? null)
      const digests = [entry, ...lines].map((row) => hash('sha256', JSON.stringify(row)))
      head = hash('sha256', JSON.stringify([head, ++sequence, ...digests]))
      const rows = digests.map((digest) => digest.slice(0, 8)).join('')
      insert.run('rose', 'main', sequence, 'ledger_entries', id ?? null, lines.length, rows, head)
    }
    database.exec('commit')
  }
  const ms = performance.now() - from
  database.close()
  return { links: sequence, ms }
}
