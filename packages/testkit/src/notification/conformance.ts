/** The conformance suite for channels of notifications: plain async functions, for any test runner or none. */
import type { ConformanceSuite } from '../storage/conformance.ts'
import { failureOf } from '../storage/failure.ts'
import { within } from '../storage/waiting.ts'
import { channelRules } from './rules.ts'
import type { TestChannel } from './test-channel.ts'

export interface NotificationConformanceOptions {
  /** A fresh channel for one case. Ids of messages are new in every case. */
  newChannel(): Promise<TestChannel>
  /** How long a case may run before it counts as hung: 30,000 ms unless told. */
  readonly deadlineMs?: number
}

/**
 * Builds the suite for one channel; run its cases with your test runner, or with `runConformance`.
 *
 * @example
 * for (const { name, run } of notificationConformance({ newChannel }).cases) it(name, run)
 */
export function notificationConformance(options: NotificationConformanceOptions): ConformanceSuite {
  let cases = 0
  return {
    cases: channelRules.map(({ name, mend, run }) => ({
      name: `notifications: ${name}`,
      group: 'notifications',
      run: async () => {
        const tested = await options.newChannel()
        cases++
        const lead = `case-${Date.now().toString(36)}-${cases}`
        try {
          const running = run(tested, (part) => `${lead}-${part}`)
          await within('the case', options.deadlineMs ?? 30_000, running)
        } catch (error) {
          throw failureOf(`notifications: ${name}`, mend, error)
        } finally {
          await tested.close?.()
        }
      },
    })),
  }
}
