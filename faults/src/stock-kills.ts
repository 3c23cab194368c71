/**
 * Two processes work at one stockroom, and one of them is killed with SIGKILL at any statement: receipts, issues, productions,
 * transfers, reservations, and some that are dated back. After each kill everything that is kept follows from the movements, the
 * books agree, and nothing is lost of what is at places and on its way. Every command is asked again under its key: it stands once,
 * and nothing stands that is of none.
 *
 *     pnpm faults stock-kills [--store sqlite|postgres|mysql] [--rounds 100] [--seed n] [--short]
 */
import { join } from 'node:path'
import { readJournal } from './journal/entries.ts'
import { choice, number, seed, short } from './run/command-line.ts'
import { temporaryFolder } from './run/folder.ts'
import { type Random, randomOf } from './run/random.ts'
import { report, Violations } from './run/report.ts'
import { stockViolations } from './stock/checks.ts'
import { endTransfers } from './stock/end-transfers.ts'
import type { Mark } from './stock/marks.ts'
import { askAllAgain } from './stock/once.ts'
import { runStockProcess } from './stock/run-process.ts'
import { fill, furnish, openStockroom } from './stock/studio.ts'
import { onEach } from './stores/on-each-store.ts'
import { adapterOf } from './stores/open.ts'
import type { Place } from './stores/place.ts'

const kinds = ['sqlite', 'postgres', 'mysql'] as const
const only = choice('store', kinds)
const rounds = number('rounds', short ? 2 : 100)
const violations = new Violations()
/** Few statements are there to die at in a short run, and whoever ends before is not killed. */
const latestKill = short ? 150 : 600
const figures = { kills: 0, commands: 0, cutOff: 0, transfersEnded: 0 }
const minute = 60_000

async function killOn(place: Place, random: Random): Promise<void> {
  const furnishing = await openStockroom(await adapterOf(place))
  await furnish(furnishing)
  const marks: Mark[] = [...(await fill(furnishing, 60))]
  const began = Date.parse(furnishing.now())
  const killedBefore = figures.kills
  await furnishing.engine.close()
  for (let round = 1; round <= rounds; round++) {
    // Later each time, so that something can be dated back before what happened in the last round.
    const beginning = began + round * 30 * minute
    const killAt = random.whole(1, latestKill)
    const where = `${place.kind}, kill ${round} at statement ${killAt}`
    const folder = temporaryFolder()
    const journals = ['mortal', 'other'].map((name) => join(folder, name))
    const plan = { place, now: instant(beginning), clients: 2, steps: 20, only: null, dated: round % 2 === 0 }
    const ends = await Promise.all(
      journals.map((journal, at) => {
        const own = { journal, name: `r${round}p${at}`, seed: random.whole(1, 2 ** 30) }
        return runStockProcess({ ...plan, ...own, killAt: at === 0 ? killAt : null })
      }),
    )
    figures.kills += ends.filter(({ killed }) => killed).length
    violations.add(
      where,
      ends.flatMap(({ failures }) => failures),
    )
    // After all that the others may have said of their clocks.
    const room = await openStockroom(await adapterOf(place), { now: instant(beginning + 10 * minute) })
    violations.add(where, await stockViolations(room))
    const asked = journals.flatMap(readJournal)
    const again = await askAllAgain(room, asked)
    marks.push(...again.marks)
    figures.commands += asked.length
    figures.cutOff += again.entries.length
    violations.add(`${where}, and all asked again`, again.violations)
    figures.transfersEnded += await endTransfers(room, random)
    const standing = await stockViolations(room, { marks, nothingElse: true })
    violations.add(`${where}, and all asked again and all transfers ended`, standing)
    await room.engine.close()
  }
  if (figures.kills === killedBefore) violations.add(place.kind, ['nobody was killed: nothing is proven'])
  console.log(
    `  ${place.kind}: ${figures.kills} kills, ${figures.commands} commands, ${violations.count} violations so far`,
  )
}

const instant = (millis: number): string => new Date(millis).toISOString()

await onEach(kinds, only, (place) => killOn(place, randomOf(seed)))
report('stock-kills', { rounds, stores: only ?? kinds.join(', '), ...figures }, violations)
