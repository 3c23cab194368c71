/** The flows of a studio: those of the house and of plugins, with the studio's own in their place. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import type { BusinessCalendar } from './business-calendar.ts'
import { FlowUnknown, FlowVersionUnknown } from './errors.ts'
import { Flow } from './flow.ts'
import type { Department, FlowData, Stage } from './flow-definition.ts'
import { flowSchema } from './flow-definition.ts'
import { calendarOf } from './holidays.ts'
import { type RegisteredFlow, stageDepartments, stageFlows } from './registries.ts'
import { type LineKind, type StagesSettings, stagesSettings } from './settings.ts'
import { stagesFlows } from './tables.ts'

/** What decides by which flow a line walks. */
export interface SoldItem {
  readonly code: string
  readonly kind: string
  readonly category: string
  readonly entitlements: unknown
}

/** A flow that a line walks, and its version. */
export interface WalkedFlow {
  readonly flow: string
  readonly flowVersion: string
}

export interface FlowBook {
  readonly names: readonly string[]
  readonly departments: ReadonlyMap<string, Department>
  /**
   * The flow in force.
   *
   * @throws FLOW_UNKNOWN
   */
  inForce(name: string): Flow
  /** The flow that a new line of this item walks: by its item, else by its category, else by its kind. */
  ofItem(item: SoldItem): Flow
  /**
   * The flows that lines walk, in the versions that they began with: no statement but for versions of the studio's own that are
   * no longer in force.
   *
   * @param instead for lines whose version is no longer there
   * @throws FLOW_VERSION_UNKNOWN
   */
  walked(lines: readonly WalkedFlow[], instead?: Flow): Promise<(line: WalkedFlow) => Flow>
  calendar(branch: string): BusinessCalendar
  /** Who may bring a line to a stage; null for whoever may move lines. */
  permissionFor(stage: Stage): string | null
}

const knownOf = new WeakMap<StagesSettings, WeakMap<readonly RegisteredFlow[], Map<string, Flow>>>()

/** Flows that were made already of settings, which are the same document until they are read anew. */
function flowsKnown(settings: StagesSettings, registered: readonly RegisteredFlow[]): Map<string, Flow> {
  const byEntries = knownOf.get(settings) ?? new WeakMap<readonly RegisteredFlow[], Map<string, Flow>>()
  knownOf.set(settings, byEntries)
  const known = byEntries.get(registered) ?? new Map<string, Flow>()
  byEntries.set(registered, known)
  return known
}

/** What the flows are read with, in queries and commands alike. */
export type FlowContext = Pick<QueryContext, 'settings' | 'entries' | 'resolve' | 'tenant'> & {
  readonly store: Pick<QueryContext['store'], 'find'>
}

/** The flows as they are in force. Costs no statement while the settings are known. */
export async function openFlowBook(context: FlowContext): Promise<FlowBook> {
  return bookOf(context, await context.settings<StagesSettings>(stagesSettings))
}

/** @internal The same with other settings than those in force, to try them. */
export function bookOf(context: FlowContext, settings: StagesSettings): FlowBook {
  const registered = context.entries(stageFlows)
  const known = flowsKnown(settings, registered)
  const departments = new Map(
    [...context.entries(stageDepartments), ...settings.departments].map((one) => [one.name, one]),
  )
  const names = [...new Set([...registered.map(({ data }) => data.name), ...Object.keys(settings.flows)])]

  const inForce = (name: string): Flow => {
    let flow = known.get(name)
    if (flow === undefined) {
      const own = Object.hasOwn(settings.flows, name) ? settings.flows[name] : undefined
      if (own !== undefined) flow = new Flow(own.definition, own.flowVersion)
      else {
        const newest = latest(registered, name)
        if (newest === undefined) throw FlowUnknown.create({ flow: name, known: names })
        flow = new Flow(newest.data, String(newest.version))
      }
      known.set(name, flow)
    }
    return flow
  }

  return {
    names,
    departments,
    inForce,
    ofItem: (item) => inForce(flowNameOf(settings, item)),
    calendar: (branch) => calendarOf(context, settings, branch),
    permissionFor: (stage) => stage.permission ?? departments.get(stage.department)?.permission ?? null,
    async walked(lines, instead) {
      const found = new Map<string, Flow>()
      const missing = new Map<string, WalkedFlow>()
      for (const line of lines) {
        const key = keyOf(line)
        if (found.has(key) || missing.has(key)) continue
        const flow = atHand(line)
        if (flow === undefined) missing.set(key, line)
        else found.set(key, flow)
      }
      if (missing.size > 0) {
        const rows = await context.store.find(stagesFlows, {
          where: { anyOf: [...missing.values()].map(({ flow, flowVersion }) => ({ flow, flowVersion })) },
          limit: 'all',
        })
        for (const row of rows) {
          if (row.definition === null) continue
          found.set(keyOf(row), new Flow(flowSchema.parse(row.definition) satisfies FlowData, row.flowVersion))
        }
      }
      return (line) => {
        const flow = found.get(keyOf(line)) ?? instead
        if (flow === undefined) throw FlowVersionUnknown.create({ flow: line.flow, version: line.flowVersion })
        return flow
      }
    },
  }

  function atHand({ flow: name, flowVersion }: WalkedFlow): Flow | undefined {
    if (names.includes(name)) {
      const now = inForce(name)
      if (now.version === flowVersion) return now
    }
    const older = registered.find(({ data, version }) => data.name === name && String(version) === flowVersion)
    return older === undefined ? undefined : new Flow(older.data, flowVersion)
  }
}

const keyOf = ({ flow, flowVersion }: WalkedFlow): string => `${flow} ${flowVersion}`

function latest(registered: readonly RegisteredFlow[], name: string): RegisteredFlow | undefined {
  let newest: RegisteredFlow | undefined
  for (const one of registered) {
    if (one.data.name === name && (newest === undefined || one.version > newest.version)) newest = one
  }
  return newest
}

/** A flow as plugins have it, in its newest version. */
export function registeredFlow(context: QueryContext | CommandContext, name: string): RegisteredFlow | undefined {
  return latest(context.entries(stageFlows), name)
}

function flowNameOf(settings: StagesSettings, item: SoldItem): string {
  if (Object.hasOwn(settings.flowOfItem, item.code)) return settings.flowOfItem[item.code] ?? ''
  if (Object.hasOwn(settings.flowOfCategory, item.category)) return settings.flowOfCategory[item.category] ?? ''
  return settings.flowOfKind[lineKindOf(item)]
}

/** What kind of line an item makes. Pure. */
export function lineKindOf({ kind, entitlements }: Pick<SoldItem, 'kind' | 'entitlements'>): LineKind {
  if (kind !== 'package') return kind === 'service' ? 'service' : 'product'
  const shoots = (entitlements as { readonly shoots?: unknown } | null)?.shoots
  return typeof shoots === 'number' && shoots > 0 ? 'shootPackage' : 'package'
}
