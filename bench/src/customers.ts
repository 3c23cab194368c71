/**
 * Finding customers as the counter does, with 10 k, 100 k and 1 M of them on SQLite: by phone, its last digits, name, pinyin,
 * initials and a misheard name; birthdays to come; a page of duplicates. They are registered through the room's own
 * function, search terms, birthdays and audit included. What grows with the number of customers beyond the measure is reported as missed.
 *
 *     pnpm bench customers [--customers 10000,100000,1000000] [--calls 500] [--short]
 */
import { join } from 'node:path'
import { createEngine } from '@calotype/core'
import { sqlite } from '@calotype/storage-sqlite'
import { session } from './counter.ts'
import { crowd, personAt, phoneAt } from './crowd.ts'
import { argument, numbers, percentile, report, rounded, short, temporaryFolder, timed } from './measure.ts'

const sizes = numbers('customers', short ? [2000, 10_000] : [10_000, 100_000, 1_000_000])
const calls = argument('calls', 500)
/** What a call may take at the largest size, as a multiple of the smallest, and in milliseconds whatever it is. */
const flat = 3
const alwaysFine = 2

const engine = await createEngine({
  storage: sqlite({ file: join(temporaryFolder(), 'studio.db') }),
  studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
  plugins: [crowd],
  background: false,
})
const desk = engine.as(session)

let made = 0
async function fillTo(size: number): Promise<void> {
  while (made < size) {
    const count = Math.min(1000, size - made)
    await desk.crowd.register({ from: made, count })
    made += count
  }
}

/** What is asked for differs from call to call, so that no page of the store is asked for again and again. */
const searches: Readonly<Record<string, (turn: number) => Promise<{ readonly items: readonly unknown[] }>>> = {
  phone: (turn) => desk.customers.find({ phone: phoneAt((turn * 7919) % made) }),
  lastDigits: (turn) => desk.customers.find({ phone: phoneAt((turn * 7919) % made).slice(-6) }),
  name: (turn) => desk.customers.find({ text: personAt((turn * 7919) % made).name }),
  pinyin: (turn) => desk.customers.find({ text: ['wangwei', 'lifang', 'zhangmin'][turn % 3] }),
  initials: (turn) => desk.customers.find({ text: ['wwf', 'lfn', 'zmj'][turn % 3] }),
  misheard: (turn) => desk.customers.find({ text: ['zangwei', 'linfan', 'wanmin'][turn % 3] }),
  upcoming: (turn) =>
    desk.customers.upcoming({ from: `2026-${String(1 + (turn % 12)).padStart(2, '0')}-05`, days: 30 }),
  duplicates: () => desk.customers.duplicates({ limit: 50 }),
}

interface Measured {
  readonly p50ms: number
  readonly p99ms: number
}

const results = new Map<number, Record<string, Measured>>()
for (const size of sizes) {
  const seconds = (await timed(() => fillTo(size))) / 1000
  console.log(`${size} customers (filled in ${seconds.toFixed(0)} s)`)
  const measured: Record<string, Measured> = {}
  for (const [name, search] of Object.entries(searches)) {
    for (let warm = 0; warm < 20; warm++) await search(warm)
    const samples: number[] = []
    for (let turn = 0; turn < calls; turn++) samples.push(await timed(() => search(turn + 20)))
    measured[name] = { p50ms: rounded(percentile(samples, 0.5)), p99ms: rounded(percentile(samples, 0.99)) }
    console.log(`  ${name.padEnd(10)} p50 ${measured[name].p50ms} ms, p99 ${measured[name].p99ms} ms`)
  }
  results.set(size, measured)
}
await engine.close()

const all = [...results.values()]
const targets = Object.fromEntries(
  Object.keys(searches).map((name) => {
    const [first, last] = [all[0]?.[name]?.p50ms ?? Number.NaN, all.at(-1)?.[name]?.p50ms ?? Number.NaN]
    const met = last <= alwaysFine || last <= first * flat
    return [`${name}: p50 <= ${flat} times that of the smallest, or ${alwaysFine} ms`, met ? 'met' : 'missed']
  }),
)
report({ bench: 'customers', customers: Object.fromEntries(results), targets })
