/** The state machine of a line: where it stands, where it may go, and what that makes of it. Pure. */
import { StageMoveRefused, StageUnknown } from './errors.ts'
import type { FlowData, Stage } from './flow-definition.ts'

/** How far a line is. */
export const progresses = ['ordered', 'inProgress', 'ready', 'pickedUp', 'cancelled'] as const
export type Progress = (typeof progresses)[number]

/** A move that a flow allows. */
export interface PlannedMove {
  readonly kind: 'forward' | 'back'
  readonly to: Stage
  /** Stages that are passed over, in their order. */
  readonly skipped: readonly Stage[]
  /** Those of them that may not be passed over by everybody. */
  readonly needed: readonly Stage[]
}

/** A flow of one version, to be asked. Expects a sound one: see `check-flow.ts`. */
export class Flow {
  readonly name: string
  /** What lines note of it: `1` as a plugin registered it, `1.3` as the studio changed that for the third time. */
  readonly version: string
  readonly data: FlowData
  readonly #place: ReadonlyMap<string, number>

  constructor(data: FlowData, version: string) {
    this.name = data.name
    this.version = version
    this.data = data
    this.#place = new Map(data.stages.map(({ name }, at) => [name, at]))
  }

  get stages(): readonly Stage[] {
    return this.data.stages
  }

  /** Where lines begin. */
  get start(): Stage {
    return this.#at(0)
  }

  /** The stage that is the customer's. */
  get delivering(): Stage {
    return this.stages.find((stage) => stage.delivers) ?? this.#at(this.stages.length - 1)
  }

  has(name: string): boolean {
    return this.#place.has(name)
  }

  /** @throws STAGE_UNKNOWN */
  stage(name: string): Stage {
    const at = this.#place.get(name)
    if (at === undefined) {
      const known = this.stages.map((stage) => stage.name)
      throw StageUnknown.create({ flow: this.name, version: this.version, stage: name, known })
    }
    return this.#at(at)
  }

  /** What a line that is in `name` waits for: the usual next stage; null at an end. */
  pending(name: string): Stage | null {
    const [usual] = this.stage(name).next
    return usual === undefined ? null : this.stage(usual)
  }

  /** Whether a line may be handed over as it stands. */
  handsOver(name: string): boolean {
    return this.stage(name).next.includes(this.delivering.name)
  }

  /** Whether `later` is reached from `earlier` by going forward; a stage is not reached from itself. */
  leads(earlier: string, later: string): boolean {
    const seen = new Set<string>()
    const open = [...this.stage(earlier).next]
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (name === later) return true
      if (seen.has(name)) continue
      seen.add(name)
      open.push(...this.stage(name).next)
    }
    return false
  }

  /** How far a line in `name` is. */
  progress(name: string): Exclude<Progress, 'cancelled'> {
    const { delivering } = this
    if (name === delivering.name || this.leads(delivering.name, name)) return 'pickedUp'
    if (name === this.start.name) return 'ordered'
    return this.handsOver(name) ? 'ready' : 'inProgress'
  }

  /**
   * What moving a line from `from` to `to` means; `to` is the usual next stage unless told. Several ways there: the one that
   * passes over the fewest stages that everybody needs.
   *
   * @throws STAGE_UNKNOWN, STAGE_MOVE_REFUSED
   */
  plan(from: string, to?: string): PlannedMove {
    const here = this.stage(from)
    const wanted = to ?? this.pending(from)?.name
    if (wanted === undefined) throw this.#refused(here, from, 'is where the flow ends')
    const target = this.stage(wanted)
    if (wanted === from) throw this.#refused(here, wanted, 'is where it stands')
    if (this.leads(from, wanted)) {
      const skipped = this.#passedOver(from, wanted)
      return { kind: 'forward', to: target, skipped, needed: skipped.filter((stage) => !stage.optional) }
    }
    if (!this.backFrom(from).includes(wanted)) throw this.#refused(here, wanted, 'is not among its next stages')
    return { kind: 'back', to: target, skipped: [], needed: [] }
  }

  /** Where a line in `name` may be taken back to. What was delivered stays so. */
  backFrom(name: string): readonly string[] {
    const { back } = this.stage(name)
    if (back !== null) return back
    const delivered = this.progress(name) === 'pickedUp'
    return this.stages
      .filter((stage) => this.leads(stage.name, name))
      .filter((stage) => !delivered || this.progress(stage.name) === 'pickedUp')
      .map((stage) => stage.name)
  }

  /** The stages that are done again where a line goes from `from` back to `to`: those on a way between, `from` included. */
  undone(from: string, to: string): readonly string[] {
    return this.stages
      .map((stage) => stage.name)
      .filter((name) => this.leads(to, name) && (name === from || this.leads(name, from)))
  }

  #at(place: number): Stage {
    const stage = this.stages[place]
    if (stage === undefined) throw StageUnknown.create({ flow: this.name, version: this.version, stage: '', known: [] })
    return stage
  }

  #refused(here: Stage, to: string, rule: string): Error {
    const allowed = [...here.next, ...this.backFrom(here.name)]
    return StageMoveRefused.create({ flow: this.name, from: here.name, to, rule, allowed })
  }

  /** Links lead forward in the list, so one walk through it finds the best way to everything. */
  #passedOver(from: string, to: string): readonly Stage[] {
    const best = new Map<string, readonly Stage[]>([[from, []]])
    for (const stage of this.stages) {
      const way = best.get(stage.name)
      if (way === undefined || stage.name === to) continue
      const passed = stage.name === from ? way : [...way, stage]
      for (const name of stage.next) {
        const known = best.get(name)
        if (known === undefined || isShorter(passed, known)) best.set(name, passed)
      }
    }
    return best.get(to) ?? []
  }
}

function isShorter(one: readonly Stage[], other: readonly Stage[]): boolean {
  const needed = (way: readonly Stage[]): number => way.filter((stage) => !stage.optional).length
  return needed(one) < needed(other) || (needed(one) === needed(other) && one.length < other.length)
}
