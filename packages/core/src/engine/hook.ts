/** Hooks: plugins that take part in a transaction. Several may hook one point; they run in order, and any may veto. */
import { defineError, type ErrorKind } from '../values/calotype-error.ts'
import type { CommandContext } from './context.ts'
import type { HookPoint } from './hook-point.ts'
import type { Callable, OperationKind } from './callable.ts'
import { reasonOf } from './reason.ts'

export interface Hook {
  readonly point: string
  /** Lower first; 0 unless told. Equal orders run in the order in which plugins load. */
  readonly order: number
  handle(context: CommandContext, payload: unknown): Promise<void> | void
}

interface HookOptions {
  readonly order?: number
}

/** Takes part at a point that a room raises. The payload may be changed in place where the room says so. */
export function on<Payload>(
  point: HookPoint<Payload>,
  handle: (context: CommandContext, payload: Payload) => Promise<void> | void,
  options: HookOptions = {},
): Hook {
  return { point: point.name, order: options.order ?? 0, handle: handle as Hook['handle'] }
}

/** Runs in the transaction of every call of a command, after its input was checked and before its work. */
export function before<In, Out, E extends ErrorKind, Parsed>(
  command: Callable<'command', In, Out, E, Parsed>,
  handle: (context: CommandContext, input: Parsed) => Promise<void> | void,
  options: HookOptions = {},
): Hook {
  return { point: beforePoint(command), order: options.order ?? 0, handle: handle as Hook['handle'] }
}

/** Runs in the transaction of every call of a command, after its work and before the commit. */
export function after<In, Out, E extends ErrorKind, Parsed>(
  command: Callable<'command', In, Out, E, Parsed>,
  handle: (context: CommandContext, result: { readonly input: Parsed; readonly output: Out }) => Promise<void> | void,
  options: HookOptions = {},
): Hook {
  return { point: afterPoint(command), order: options.order ?? 0, handle: handle as Hook['handle'] }
}

export const beforePoint = (command: { readonly name: string; readonly kind: OperationKind }): string =>
  `before ${command.name}`
export const afterPoint = (command: { readonly name: string; readonly kind: OperationKind }): string =>
  `after ${command.name}`

export const Vetoed = defineError<{ plugin: string; point: string; reason: string }>({
  code: 'VETOED',
  status: 409,
  summary: 'A rule of another room or of a plugin forbids the operation; nothing was written.',
  message: ({ plugin, point, reason }) => `${reason} (A rule of "${plugin}", at "${point}".)`,
  mend: ({ plugin }) =>
    `Do first what the message asks for, and call again: nothing was written. The rule is that of "${plugin}": its settings and its page say when it holds.`,
})

export const HookFailed = defineError<{ plugin: string; point: string; reason: string }>({
  code: 'HOOK_FAILED',
  status: 500,
  summary: 'A hook of a plugin threw; the operation was rolled back.',
  message: ({ plugin, point, reason }) => `The hook of plugin "${plugin}" at "${point}" failed: ${reason}`,
  mend: ({ plugin }) => `Report it to the author of plugin "${plugin}"; the cause is kept. Nothing was written.`,
})

class Veto extends Error {}

/** What a hook throws to veto: `throw veto('The studio is closed on 1 October.')`. */
export function veto(reason: string): Error {
  return new Veto(reason)
}

interface PlacedHook {
  readonly plugin: string
  readonly hook: Hook
}

/** The hooks of all plugins, by point, in order. */
export class Hooks {
  readonly #byPoint = new Map<string, PlacedHook[]>()

  constructor(plugins: readonly { readonly name: string; readonly hooks: readonly Hook[] }[]) {
    for (const plugin of plugins) {
      for (const hook of plugin.hooks) {
        const placed = this.#byPoint.get(hook.point) ?? []
        placed.push({ plugin: plugin.name, hook })
        this.#byPoint.set(hook.point, placed)
      }
    }
    for (const placed of this.#byPoint.values()) placed.sort((a, b) => a.hook.order - b.hook.order)
  }

  get points(): readonly string[] {
    return [...this.#byPoint.keys()]
  }

  has(point: string): boolean {
    return this.#byPoint.has(point)
  }

  async raise(
    point: string,
    context: CommandContext,
    payload: unknown,
    isOurs: (error: unknown) => boolean,
  ): Promise<void> {
    for (const { plugin, hook } of this.#byPoint.get(point) ?? []) {
      try {
        await hook.handle(context, payload)
      } catch (error) {
        if (error instanceof Veto) throw Vetoed.create({ plugin, point, reason: error.message })
        if (isOurs(error)) throw error
        const reason = reasonOf(error)
        throw HookFailed.create({ plugin, point, reason }, { cause: error })
      }
    }
  }
}
