/**
 * Two processes work at one shop's orders, and one of them is killed with SIGKILL at any statement: orders that are placed, paid,
 * changed, moved, selected for, picked up, refunded and cancelled. After each kill everything that is kept of orders follows from
 * their lines, and the books say the same. Every command is asked again under its key: it stands once, and nothing stands that is
 * of none.
 *
 *     pnpm faults orders-kills [--store sqlite|postgres|mysql] [--rounds 100] [--seed n] [--short]
 */
import { join } from 'node:path'
import { readJournal } from './journal/entries.ts'
import { orderViolations } from './orders/checks.ts'
import type { Mark } from './orders/marks.ts'
import { askAllAgain } from './orders/once.ts'
import { runOrdersProcess } from './orders/run-process.ts'
import { furnishShop, openShop } from './orders/studio.ts'
import { choice, number, seed, short } from './run/command-line.ts'
import { temporaryFolder } from './run/folder.ts'
import { type Random, randomOf } from './run/random.ts'
import { report, Violations } from './run/report.ts'
import { onEach } from './stores/on-each-store.ts'
import { adapterOf } from './stores/open.ts'
import type { Place } from './stores/place.ts'

const kinds = ['sqlite', 'postgres', 'mysql'] as const
const only = choice('store', kinds)
const rounds = number('rounds', short ? 2 : 100)
const violations = new Violations()
/** Few statements are there to die at in a short run, and whoever ends before is not killed. */
const latestKill = short ? 150 : 600
const figures = { kills: 0, commands: 0, cutOff: 0 }
const minute = 60_000

async function killOn(place: Place, random: Random): Promise<void> {
  const furnishing = await openShop(await adapterOf(place))
  const customerIds = await furnishShop(furnishing)
  const began = Date.parse(furnishing.now())
  await furnishing.engine.close()
  const marks: Mark[] = []
  const killedBefore = figures.kills
  for (let round = 1; round <= rounds; round++) {
    // Later each time, as the days of a shop are.
    const beginning = began + round * 30 * minute
    const killAt = random.whole(1, latestKill)
    const where = `${place.kind}, kill ${round} at statement ${killAt}`
    const folder = temporaryFolder()
    const journals = ['mortal', 'other'].map((name) => join(folder, name))
    const plan = { place, now: instant(beginning), clients: 2, steps: 20, customerIds: [...customerIds] }
    const ends = await Promise.all(
      journals.map((journal, at) => {
        const own = { journal, name: `r${round}p${at}`, seed: random.whole(1, 2 ** 30) }
        return runOrdersProcess({ ...plan, ...own, killAt: at === 0 ? killAt : null })
      }),
    )
    figures.kills += ends.filter(({ killed }) => killed).length
    violations.add(
      where,
      ends.flatMap(({ failures }) => failures),
    )
    // After all that the others may have said of their clocks.
    const shop = await openShop(await adapterOf(place), { now: instant(beginning + 10 * minute) })
    violations.add(where, await orderViolations(shop))
    const asked = journals.flatMap(readJournal)
    const again = await askAllAgain(shop, asked)
    marks.push(...again.marks)
    figures.commands += asked.length
    figures.cutOff += again.entries.length
    violations.add(`${where}, and all asked again`, again.violations)
    violations.add(`${where}, and all asked again`, await orderViolations(shop, { marks, nothingElse: true }))
    await shop.engine.close()
  }
  if (figures.kills === killedBefore) violations.add(place.kind, ['nobody was killed: nothing is proven'])
  console.log(
    `  ${place.kind}: ${figures.kills} kills, ${figures.commands} commands, ${violations.count} violations so far`,
  )
}

const instant = (millis: number): string => new Date(millis).toISOString()

await onEach(kinds, only, (place) => killOn(place, randomOf(seed)))
report('orders-kills', { rounds, stores: only ?? kinds.join(', '), ...figures }, violations)
