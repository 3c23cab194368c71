/** Plugins: the one way in which anything, the core's own rooms included, becomes part of an engine. */
import type { z } from 'zod'
import type { Capabilities } from '../storage/port.ts'
import type { Table } from '../storage/table.ts'
import { defineError, type ErrorKind } from '../values/calotype-error.ts'
import type { CustomField } from './custom-field.ts'
import type { EventKind } from './event.ts'
import type { Hook } from './hook.ts'
import type { HookPoint } from './hook-point.ts'
import type { Job } from './job.ts'
import type { Operation } from './operation.ts'
import type { Roles } from './permissions.ts'
import type { Registry, RegistryEntry } from './registry.ts'
import type { SettingsOf } from './settings.ts'
import type { Subscriber } from './subscriber.ts'
import type { Provision } from './tokens.ts'

export type Operations = Readonly<Record<string, Operation>>

/** What a plugin declares. Everything but its name and version may be left out. */
export interface PluginOptions<Name extends string, Ops extends Operations, S> {
  /** camelCase; its place on the desk, and the beginning of its tables' names (in snake_case). */
  readonly name: Name
  /** Its own version (semver). */
  readonly version: string
  /** The range of engine versions that it works with. */
  readonly engine?: string
  /** Plugins that it needs, with the range of their versions. They are loaded before it. */
  readonly requires?: Readonly<Record<string, string>>
  /** What the storage adapter must be able to do. */
  readonly needs?: readonly (keyof Capabilities)[]
  /** Raised when code of an earlier generation can no longer share the store; 1 unless told. */
  readonly generation?: number
  /** Settings by studio; `{}` must be valid. */
  readonly settings?: z.ZodType<S>
  /** What its own operations keep for a studio, read and kept in memory like settings: see `changeDocument`. `{}` must be valid. */
  readonly documents?: readonly SettingsOf<unknown>[]
  readonly tables?: readonly Table[]
  readonly customFields?: readonly CustomField[]
  readonly operations?: Ops
  /** Permissions beside those of its operations, which it asks for with `context.demand` or `context.may`. */
  readonly permissions?: readonly string[]
  /** Default roles: a role named by several plugins has the permissions of all. */
  readonly roles?: Roles
  readonly events?: readonly EventKind[]
  readonly hookPoints?: readonly HookPoint[]
  readonly hooks?: readonly Hook[]
  readonly subscribers?: readonly Subscriber[]
  readonly jobs?: readonly Job[]
  readonly registries?: readonly Registry[]
  readonly entries?: readonly RegistryEntry[]
  /** Defaults of tokens, which a host may replace. */
  readonly provide?: readonly Provision[]
  /** The errors that its operations throw, for the catalogue. */
  readonly errors?: readonly ErrorKind[]
}

/** A plugin as the engine loads it. */
export interface Plugin<Name extends string = string, Ops extends Operations = Operations, S = unknown> {
  readonly name: Name
  readonly version: string
  readonly engine: string
  readonly requires: Readonly<Record<string, string>>
  readonly needs: readonly (keyof Capabilities)[]
  readonly generation: number
  readonly settings?: z.ZodType<S> | undefined
  readonly documents: readonly SettingsOf<unknown>[]
  readonly tables: readonly Table[]
  readonly customFields: readonly CustomField[]
  readonly operations: Ops
  readonly permissions: readonly string[]
  readonly roles: Roles
  readonly events: readonly EventKind[]
  readonly hookPoints: readonly HookPoint[]
  readonly hooks: readonly Hook[]
  readonly subscribers: readonly Subscriber[]
  readonly jobs: readonly Job[]
  readonly registries: readonly Registry[]
  readonly entries: readonly RegistryEntry[]
  readonly provide: readonly Provision[]
  readonly errors: readonly ErrorKind[]
}

export const PluginInvalid = defineError<{ plugin: string; rule: string }>({
  code: 'PLUGIN_INVALID',
  status: 500,
  summary: 'A plugin is declared against the rules.',
  message: ({ plugin, rule }) => `Plugin "${plugin}" ${rule}.`,
  mend: 'Mend the declaration; the page "Write a plugin" shows one.',
})

const pluginName = /^[a-z][a-zA-Z0-9]{0,30}$/

/** Declares a plugin. It does nothing until an engine loads it, and may be loaded by several. */
export function definePlugin<
  const Name extends string,
  const Ops extends Operations = Record<never, never>,
  S = unknown,
>(options: PluginOptions<Name, Ops, S>): Plugin<Name, Ops, S> {
  if (!pluginName.test(options.name)) {
    throw PluginInvalid.create({ plugin: options.name, rule: 'must have a camelCase name of at most 31 letters' })
  }
  for (const [list, things] of Object.entries(options)) {
    const entries = Array.isArray(things) ? things : list === 'operations' ? Object.values(things as object) : []
    const missing = entries.findIndex((thing) => thing === undefined || thing === null)
    if (missing < 0) continue
    const rule = `has nothing in "${list}" at place ${missing}: look for a misspelt import or a circle of imports`
    throw PluginInvalid.create({ plugin: options.name, rule })
  }
  for (const [key, { name }] of Object.entries(options.operations ?? {})) {
    if (name !== `${options.name}.${key}`) {
      const rule = `has the operation "${name}" at "${key}", where it must be named "${options.name}.${key}"`
      throw PluginInvalid.create({ plugin: options.name, rule })
    }
  }
  const named: readonly [string, readonly { readonly name: string }[]][] = [
    ['event', options.events ?? []],
    ['hook point', options.hookPoints ?? []],
    ['job', options.jobs ?? []],
    ['registry', options.registries ?? []],
    ['document', options.documents ?? []],
    ['permission', (options.permissions ?? []).map((name) => ({ name }))],
  ]
  for (const [what, things] of named) {
    for (const { name } of things) {
      if (name.startsWith(`${options.name}.`)) continue
      const rule = `has the ${what} "${name}", whose name must begin with "${options.name}."`
      throw PluginInvalid.create({ plugin: options.name, rule })
    }
  }
  return {
    name: options.name,
    version: options.version,
    engine: options.engine ?? '*',
    requires: options.requires ?? {},
    needs: options.needs ?? [],
    generation: options.generation ?? 1,
    settings: options.settings,
    documents: options.documents ?? [],
    tables: options.tables ?? [],
    customFields: options.customFields ?? [],
    operations: options.operations ?? ({} as Ops),
    permissions: options.permissions ?? [],
    roles: options.roles ?? {},
    events: options.events ?? [],
    hookPoints: options.hookPoints ?? [],
    hooks: options.hooks ?? [],
    subscribers: options.subscribers ?? [],
    jobs: options.jobs ?? [],
    registries: options.registries ?? [],
    entries: options.entries ?? [],
    provide: options.provide ?? [],
    errors: options.errors ?? [],
  }
}
