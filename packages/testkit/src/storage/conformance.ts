/** The conformance suite for storage adapters: plain async functions, for any test runner or none. */
import type { Capabilities } from '@calotype/core/storage'
import type { Group, Rule } from './case.ts'
import { groups } from './cases/index.ts'
import { failureOf } from './failure.ts'
import { Lab } from './lab.ts'
import { type Need, type TestStore, withoutNeed } from './store.ts'
import { within } from './waiting.ts'

export interface ConformanceOptions {
  /**
   * What the adapter must be able to do. Written down here, so that an adapter that loses a capability fails its suite
   * rather than skipping the cases for it; cases for what is declared absent are skipped with that reason.
   */
  readonly can: Capabilities
  /** A fresh, empty store for one case. */
  newStore(): Promise<TestStore>
  /**
   * Whether `open` of a store may be called again. Told by `can` unless given: at once for many processes, after closing
   * for what is durable. A store that outlives its adapter without being durable may say so here.
   */
  readonly opensAgain?: 'at-once' | 'after-close' | 'never'
  /** Cases that the adapter is excepted from: why, in words. Only cases at the edge of the contract allow it. */
  readonly except?: Readonly<Record<string, string>>
  /** How long a case may run before it counts as hung: 30,000 ms unless told (90,000 for those that take long by nature). */
  readonly deadlineMs?: number
  /** Where random cases begin; a failure names it. Fixed unless told, so that a run can be repeated. */
  readonly seed?: number
  /** How many random queries of each sort are held against the reference: 250 unless told. */
  readonly randomQueries?: number
}

export interface ConformanceCase {
  /** `<group>: <sentence>`; unique. */
  readonly name: string
  readonly group: string
  /** Why the case is not run; its `run` then does nothing. */
  readonly skipped?: string
  /** Throws `ConformanceFailure` where the adapter breaks the rule. */
  run(): Promise<void>
}

export interface ConformanceSuite {
  readonly cases: readonly ConformanceCase[]
}

export interface ConformanceResult {
  readonly passed: readonly string[]
  readonly failed: readonly { readonly name: string; readonly error: Error }[]
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
}

/** Builds the suite for one adapter. @throws TypeError for options that contradict each other or name no case. */
export function storageConformance(options: ConformanceOptions): ConformanceSuite {
  const opensAgain =
    options.opensAgain ?? (options.can.manyProcesses ? 'at-once' : options.can.durable ? 'after-close' : 'never')
  if (options.can.manyProcesses && opensAgain !== 'at-once') {
    throw new TypeError(`opensAgain must be 'at-once' for an adapter with manyProcesses: true, got '${opensAgain}'`)
  }
  if (options.can.durable && opensAgain === 'never') {
    throw new TypeError("opensAgain must be 'after-close' or 'at-once' for an adapter with durable: true, got 'never'")
  }
  const met: Readonly<Record<Need, boolean>> = {
    ...options.can,
    turns: !options.can.concurrentWriters,
    reopen: opensAgain !== 'never',
    opensAtOnce: opensAgain === 'at-once',
  }
  checkExceptions(options.except ?? {})
  return {
    cases: groups.flatMap((group) =>
      group.rules.map((rule): ConformanceCase => {
        const name = nameOf(group, rule)
        const missing = rule.needs?.find((need) => !met[need])
        const skipped = options.except?.[name] ?? (missing === undefined ? undefined : withoutNeed[missing])
        if (skipped !== undefined) return { name, group: group.name, skipped, run: async () => {} }
        return { name, group: group.name, run: () => runRule(name, rule, options, met.opensAtOnce) }
      }),
    ),
  }
}

/** Runs every case, one after the other, without any test runner. */
export async function runConformance(suite: ConformanceSuite): Promise<ConformanceResult> {
  const passed: string[] = []
  const failed: { name: string; error: Error }[] = []
  const skipped: { name: string; reason: string }[] = []
  for (const { name, skipped: reason, run } of suite.cases) {
    if (reason !== undefined) {
      skipped.push({ name, reason })
      continue
    }
    try {
      await run()
      passed.push(name)
    } catch (error) {
      failed.push({ name, error: error instanceof Error ? error : new Error(String(error)) })
    }
  }
  return { passed, failed, skipped }
}

const nameOf = (group: Group, rule: Rule): string => `${group.name}: ${rule.name}`

function checkExceptions(except: Readonly<Record<string, string>>): void {
  const rules = new Map(groups.flatMap((group) => group.rules.map((rule) => [nameOf(group, rule), rule] as const)))
  for (const [name, reason] of Object.entries(except)) {
    const rule = rules.get(name)
    if (rule === undefined) throw new TypeError(`except names "${name}", which is no case of the suite`)
    if (rule.mayExcept !== true) throw new TypeError(`except names "${name}", which every adapter must pass`)
    if (reason.trim() === '') throw new TypeError(`except gives no reason for "${name}"`)
  }
}

async function runRule(name: string, rule: Rule, options: ConformanceOptions, opensAtOnce: boolean): Promise<void> {
  try {
    const lab = new Lab({
      store: await options.newStore(),
      newStore: () => options.newStore(),
      can: options.can,
      opensAtOnce,
      seed: options.seed ?? 20_261_122,
      randomQueries: options.randomQueries ?? 250,
    })
    let passed = false
    try {
      await within('the case', options.deadlineMs ?? rule.deadlineMs ?? 30_000, rule.run(lab))
      passed = true
    } finally {
      await lab.end(passed)
    }
  } catch (error) {
    throw failureOf(name, rule.mend, error)
  }
}
