/**
 * Clients in three processes do everything that can be done to stock, on the same few items, now and dated back, and at the same
 * time: after every round quantities and values add up, at no moment was there less than nothing, and the books agree.
 *
 *     pnpm faults stock-parallel [--store sqlite|postgres|mysql] [--rounds 20] [--steps 60] [--seed n] [--short]
 */
import { join } from 'node:path'
import { readJournal } from './journal/entries.ts'
import { choice, number, seed, short } from './run/command-line.ts'
import { temporaryFolder } from './run/folder.ts'
import { type Random, randomOf } from './run/random.ts'
import { report, Violations } from './run/report.ts'
import { stockViolations } from './stock/checks.ts'
import { marksOf } from './stock/journal.ts'
import type { Mark } from './stock/marks.ts'
import { runStockProcess } from './stock/run-process.ts'
import { fill, furnish, openStockroom } from './stock/studio.ts'
import { onEach } from './stores/on-each-store.ts'
import { adapterOf } from './stores/open.ts'
import type { Place } from './stores/place.ts'

const kinds = ['sqlite', 'postgres', 'mysql'] as const
const only = choice('store', kinds)
const rounds = number('rounds', short ? 1 : 20)
const steps = number('steps', short ? 20 : 60)
const violations = new Violations()
const figures: Record<string, unknown> = {}

async function workOn(place: Place, random: Random): Promise<void> {
  const room = await openStockroom(await adapterOf(place))
  await furnish(room)
  const marks: Mark[] = [...(await fill(room, 30))]
  const outcomes: Record<string, number> = {}
  for (let round = 1; round <= rounds; round++) {
    room.later(6 * 60)
    const folder = temporaryFolder()
    const journals = ['one', 'two', 'three'].map((name) => join(folder, name))
    const plan = { place, now: room.now(), clients: 4, steps, only: null, dated: true, killAt: null }
    const ends = await Promise.all(
      journals.map((journal, at) =>
        runStockProcess({ ...plan, journal, name: `r${round}p${at}`, seed: random.whole(1, 2 ** 30) }),
      ),
    )
    const where = `${place.kind}, round ${round}`
    violations.add(
      where,
      ends.flatMap(({ failures }) => failures),
    )
    const asked = journals.flatMap(readJournal)
    marks.push(...marksOf(asked))
    for (const { refused = 'done' } of asked) outcomes[refused] = (outcomes[refused] ?? 0) + 1
    violations.add(where, await stockViolations(room, { marks, nothingElse: true }))
  }
  figures[place.kind] = outcomes
  console.log(`  ${place.kind}: ${JSON.stringify(outcomes)}, ${violations.count} violations so far`)
  await room.engine.close()
}

await onEach(kinds, only, (place) => workOn(place, randomOf(seed)))
report('stock-parallel', { rounds, steps, clients: 12, ...figures }, violations)
