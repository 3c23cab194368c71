/** Several hosts on one store, some of which are killed and replaced. */
import { checkEnd } from '../check/everything.ts'
import { type Handling, intervalsOf, overlapViolations, readHandlings } from '../check/overlaps.ts'
import { repeatedOrderViolations } from '../check/repeats.ts'
import type { Violations } from '../run/report.ts'
import { adapterOf, readerOf } from '../stores/open.ts'
import { readJournals } from '../studio/journal.ts'
import { furnish, openStudio } from '../studio/open-studio.ts'
import { Host, written } from './host.ts'
import type { HostPlan } from './host-plan.ts'

export type TeamPlan = Omit<HostPlan, 'name' | 'seed' | 'unfinished' | 'killAt' | 'handlingsSynced'>

export class Team {
  readonly hosts: Host[] = []
  readonly #plan: TeamPlan
  readonly #seed: number

  constructor(plan: TeamPlan, seed: number) {
    this.#plan = plan
    this.#seed = seed
  }

  /** Makes the studio, before any host is there. */
  async furnish(): Promise<void> {
    const engine = await openStudio({ storage: await adapterOf(this.#plan.place), witness: { owner: 'furnisher' } })
    await furnish(engine)
    await engine.close()
  }

  /** Starts a host; `differing` from the others of the team. */
  start(differing: Partial<TeamPlan> = {}): Host {
    const place = this.hosts.length + 1
    const host = new Host({
      ...this.#plan,
      ...differing,
      name: `h${place}`,
      seed: this.#seed + 104_729 * place,
      unfinished: [],
      killAt: null,
      handlingsSynced: true,
    })
    this.hosts.push(host)
    return host
  }

  get running(): readonly Host[] {
    return this.hosts.filter((host) => host.running)
  }

  get handlings() {
    return readHandlings(written(this.hosts.map(({ handlings }) => handlings)))
  }

  get known() {
    return readJournals(written(this.hosts.map(({ journal }) => journal)))
  }

  /** Lets one kill itself while it handles something: what it held is surely taken. Answers which, when it is dead. */
  async killOneAtWork(where: 'die-in-handler' | 'die-in-job'): Promise<Host> {
    const handler = where === 'die-in-job' ? 'reminded' : 'everything'
    for (let tries = 0; tries < 30; tries++) {
      // Who was at it last will probably be at it again.
      const latest = this.handlings
        .filter((one) => one.handler === handler)
        .sort(byTime)
        .at(-1)?.owner
      const victim = this.running.find(({ plan }) => plan.name === latest) ?? this.running.at(-1)
      if (victim === undefined) break
      victim.tell(where)
      if (await victim.endsWithin(2_000)) return victim
      victim.tell('live')
    }
    throw new Error(`No host could be killed in ${handler}.`)
  }

  /** Ends every host in order; answers what their clients should not have seen. */
  async stop(): Promise<readonly string[]> {
    for (const host of this.running) host.tell('stop')
    return (await Promise.all(this.hosts.map((host) => host.end()))).flat()
  }

  /** Everything that must hold when all have ended. */
  async check(violations: Violations, leaseMs: number): Promise<void> {
    const { place } = this.#plan
    const { kind } = place
    violations.add(kind, await checkEnd(place, this.known, leaseMs))
    violations.add(kind, overlapViolations(intervalsOf(this.handlings)))
    const reader = await readerOf(place)
    violations.add(kind, await repeatedOrderViolations(reader, this.handlings))
    await reader.close()
  }
}

const byTime = (a: Handling, b: Handling): number => (BigInt(a.at) < BigInt(b.at) ? -1 : 1)
