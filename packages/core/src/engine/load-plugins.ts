/** Puts plugins in order, and refuses at boot what would fail later. Pure: no I/O. Every refusal names both sides. */
import { satisfies, valid, validRange } from 'semver'
import type { Column, Columns } from '../storage/column.ts'
import { nullable } from '../storage/column.ts'
import type { Capabilities } from '../storage/port.ts'
import { checkTable, tenantTable } from '../storage/stored-table.ts'
import { snakeCase, type StoredTable, type Table } from '../storage/table.ts'
import { defineError } from '../values/calotype-error.ts'
import { CustomFields, type CustomField, customColumn } from './custom-field.ts'
import { cronFault } from './cron.ts'
import { engineVersion } from './version.ts'
import { PluginInvalid, type Plugin } from './plugin.ts'
import { afterPoint, beforePoint } from './hook.ts'
import type { Roles } from './permissions.ts'
import type { Registry } from './registry.ts'
import { token } from './tokens.ts'

export const PluginMissing = defineError<{ plugin: string; needs: string; range: string }>({
  code: 'PLUGIN_MISSING',
  status: 500,
  summary: 'A plugin needs another one that is not loaded.',
  message: ({ plugin, needs, range }) => `Plugin "${plugin}" needs plugin "${needs}" (${range}), which is not loaded.`,
  mend: ({ needs }) => `Add ${needs} to createEngine({ plugins }).`,
})

export const PluginRange = defineError<{ plugin: string; needs: string; range: string; found: string }>({
  code: 'PLUGIN_RANGE',
  status: 500,
  summary: 'A plugin needs another version of the engine or of a plugin than is loaded.',
  message: ({ plugin, needs, range, found }) => `Plugin "${plugin}" needs ${needs} ${range}; loaded is ${found}.`,
  mend: ({ plugin, needs }) => `Load a fitting version of ${needs}, or another version of ${plugin}.`,
})

export const PluginCycle = defineError<{ cycle: readonly string[] }>({
  code: 'PLUGIN_CYCLE',
  status: 500,
  summary: 'Plugins need each other in a circle.',
  message: ({ cycle }) => `These plugins need each other in a circle: ${cycle.join(' → ')}.`,
  mend: 'Take one `requires` out: let the lower plugin raise a hook or an event that the higher one takes.',
})

export const PluginCollision = defineError<{ what: string; name: string; first: string; second: string }>({
  code: 'PLUGIN_COLLISION',
  status: 500,
  summary: 'Two plugins declare the same name.',
  message: ({ what, name, first, second }) =>
    `The ${what} "${name}" is declared by plugin "${first}" and by plugin "${second}".`,
  mend: ({ first, second }) => `Rename it in ${second}, or load only one of ${first} and ${second}.`,
})

export const CapabilityMissing = defineError<{ plugin: string; capability: string; storage: string }>({
  code: 'CAPABILITY_MISSING',
  status: 500,
  summary: 'A plugin needs something that the storage adapter cannot do.',
  message: ({ plugin, capability, storage }) =>
    `Plugin "${plugin}" needs storage that can do "${capability}"; ${storage} cannot.`,
  mend: ({ plugin, capability }) => `Use a storage adapter with "${capability}", or unload ${plugin}.`,
})

/** Plugins in the order of their needs: what is needed comes first, else the order given. */
export function sortPlugins(plugins: readonly Plugin[]): readonly Plugin[] {
  const byName = new Map<string, Plugin>()
  for (const plugin of plugins) {
    if (byName.has(plugin.name)) {
      throw PluginCollision.create({ what: 'plugin', name: plugin.name, first: plugin.name, second: plugin.name })
    }
    byName.set(plugin.name, plugin)
  }
  for (const plugin of plugins) checkNeeds(plugin, byName)
  const sorted: Plugin[] = []
  const done = new Set<string>()
  const visit = (plugin: Plugin, path: readonly string[]): void => {
    if (done.has(plugin.name)) return
    const seen = path.indexOf(plugin.name)
    if (seen >= 0) throw PluginCycle.create({ cycle: [...path.slice(seen), plugin.name] })
    for (const needed of Object.keys(plugin.requires)) {
      const found = byName.get(needed)
      if (found !== undefined) visit(found, [...path, plugin.name])
    }
    done.add(plugin.name)
    sorted.push(plugin)
  }
  for (const plugin of plugins) visit(plugin, [])
  return sorted
}

function checkNeeds(plugin: Plugin, byName: ReadonlyMap<string, Plugin>): void {
  if (valid(plugin.version) === null) {
    throw PluginInvalid.create({
      plugin: plugin.name,
      rule: `has the version "${plugin.version}", which is not semver`,
    })
  }
  const ranges: readonly [string, string, string | undefined][] = [
    ['engine', plugin.engine, engineVersion],
    ...Object.entries(plugin.requires).map(([needs, range]): [string, string, string | undefined] => [
      needs,
      range,
      byName.get(needs)?.version,
    ]),
  ]
  for (const [needs, range, found] of ranges) {
    if (validRange(range) === null) {
      throw PluginInvalid.create({
        plugin: plugin.name,
        rule: `needs ${needs} "${range}", which is not a semver range`,
      })
    }
    if (found === undefined) throw PluginMissing.create({ plugin: plugin.name, needs, range })
    if (!satisfies(found, range, { includePrerelease: true })) {
      throw PluginRange.create({ plugin: plugin.name, needs, range, found })
    }
  }
}

/** What plugins declare, checked against each other. */
export interface Declarations {
  /** In the order of loading. */
  readonly plugins: readonly Plugin[]
  readonly schema: ReadonlyMap<Table, StoredTable>
  readonly owners: ReadonlyMap<Table, string>
  readonly customFields: ReadonlyMap<Table, CustomFields>
  readonly roles: Roles
  /** The names of all declared events. */
  readonly events: ReadonlySet<string>
  /** Every permission that an operation or plugin names. */
  readonly permissions: ReadonlySet<string>
  /** By the name of the registry. */
  readonly entries: ReadonlyMap<string, readonly unknown[]>
}

/** What the plugins of this engine declare: for operations that work over every table, such as the export of a person. */
export const declarationsToken = token<Declarations>('calotype.declarations')

/** Sorts plugins and joins what they declare. `host` holds what the host itself adds, as a plugin named `host`. */
export function loadPlugins(
  given: readonly Plugin[],
  storage: { readonly name: string; readonly can: Capabilities },
): Declarations {
  const plugins = sortPlugins(given)
  const owner = new Map<string, string>()
  const claim = (what: string, name: string, plugin: string): void => {
    const first = owner.get(`${what} ${name}`)
    if (first !== undefined) throw PluginCollision.create({ what, name, first, second: plugin })
    owner.set(`${what} ${name}`, plugin)
  }
  const owners = new Map<Table, string>()
  for (const plugin of plugins) {
    for (const capability of plugin.needs) {
      if (!storage.can[capability]) {
        throw CapabilityMissing.create({ plugin: plugin.name, capability, storage: storage.name })
      }
    }
    for (const table of plugin.tables) {
      checkTable(table, plugin.name)
      const lead = snakeCase(plugin.name)
      if (table.name !== lead && !table.name.startsWith(`${lead}_`)) {
        const rule = `declares table "${table.name}", whose name must begin with "${lead}_"`
        throw PluginInvalid.create({ plugin: plugin.name, rule })
      }
      claim('table', table.name, plugin.name)
      owners.set(table, plugin.name)
    }
    for (const kind of plugin.events) claim('event', kind.name, plugin.name)
    for (const point of plugin.hookPoints) claim('hook point', point.name, plugin.name)
    for (const job of plugin.jobs) {
      claim('job', job.name, plugin.name)
      const fault = job.cron === undefined ? undefined : cronFault(job.cron)
      if (fault !== undefined) {
        const rule = `has the job "${job.name}" with the cron pattern "${job.cron}": ${fault}`
        throw PluginInvalid.create({ plugin: plugin.name, rule })
      }
    }
    for (const registry of plugin.registries) claim('registry', registry.name, plugin.name)
    for (const { name, batch } of plugin.subscribers) {
      claim('subscriber', `${plugin.name}.${name}`, plugin.name)
      if (Number.isInteger(batch) && batch >= 1 && batch <= 1000) continue
      const rule = `has the subscriber "${name}" with batch ${batch}, which must be a whole number from 1 to 1,000`
      throw PluginInvalid.create({ plugin: plugin.name, rule })
    }
  }
  checkNamed(plugins)
  const fields = fieldsByTable(plugins, owners, claim)
  const schema = new Map<Table, StoredTable>()
  const customFields = new Map<Table, CustomFields>()
  for (const [table] of owners) {
    const own = fields.get(table) ?? []
    const columns: Record<string, Column> = {}
    for (const field of own) columns[customColumn(field.name)] = nullable(field.column)
    schema.set(table, withFieldIndexes(tenantTable(table, columns as Columns), own))
    if (table.customFields) customFields.set(table, new CustomFields(table.name, own))
  }
  const permissions = knownPermissions(plugins)
  const allowed = givable(permissions)
  for (const plugin of plugins) {
    checkRoles(plugin.roles, allowed, (rule) => PluginInvalid.create({ plugin: plugin.name, rule }))
  }
  return {
    plugins,
    schema,
    owners,
    customFields,
    events: new Set(plugins.flatMap((plugin) => plugin.events.map((kind) => kind.name))),
    permissions,
    roles: joinRoles(plugins),
    entries: joinEntries(plugins, claim),
  }
}

/** Hooks and subscribers must name what some plugin declares: a misspelt name would be silence. */
function checkNamed(plugins: readonly Plugin[]): void {
  const points = new Set(plugins.flatMap((plugin) => plugin.hookPoints.map((point) => point.name)))
  const events = new Set(plugins.flatMap((plugin) => plugin.events.map((kind) => kind.name)))
  for (const operation of plugins.flatMap((plugin) => Object.values(plugin.operations))) {
    if (operation.kind === 'command') points.add(beforePoint(operation)).add(afterPoint(operation))
  }
  for (const plugin of plugins) {
    for (const { point } of plugin.hooks) {
      if (!points.has(point)) {
        const rule = `hooks "${point}", which no loaded plugin declares`
        throw PluginInvalid.create({ plugin: plugin.name, rule })
      }
    }
    for (const { name, events: named } of plugin.subscribers) {
      for (const event of named ?? []) {
        if (events.has(event)) continue
        const rule = `subscribes "${name}" to the event "${event}", which no loaded plugin declares`
        throw PluginInvalid.create({ plugin: plugin.name, rule })
      }
    }
  }
}

function fieldsByTable(
  plugins: readonly Plugin[],
  owners: ReadonlyMap<Table, string>,
  claim: (what: string, name: string, plugin: string) => void,
): ReadonlyMap<Table, readonly CustomField[]> {
  const fields = new Map<Table, CustomField[]>()
  for (const plugin of plugins) {
    for (const field of plugin.customFields) {
      const refuse = (rule: string): never => {
        throw PluginInvalid.create({ plugin: plugin.name, rule: `adds the custom field "${field.name}", ${rule}` })
      }
      if (!/^[a-z][a-zA-Z0-9]{0,39}$/.test(field.name)) refuse('whose name must be camelCase')
      if (!field.table.customFields) refuse(`but table "${field.table.name}" allows none`)
      if (!owners.has(field.table)) refuse(`but no loaded plugin declares table "${field.table.name}"`)
      if (field.column.kind === 'json') refuse('of kind json, which cannot be queried')
      claim('custom field', `${field.table.name}.${field.name}`, plugin.name)
      fields.set(field.table, [...(fields.get(field.table) ?? []), field])
    }
  }
  return fields
}

function withFieldIndexes(table: StoredTable, fields: readonly CustomField[]): StoredTable {
  const added = fields
    .filter((field) => field.indexed === true)
    .map((field) => ({ name: customColumn(field.name), columns: ['tenant', customColumn(field.name)] }))
  return { ...table, indexes: [...table.indexes, ...added] }
}

function knownPermissions(plugins: readonly Plugin[]): ReadonlySet<string> {
  return new Set(
    plugins.flatMap((plugin) => [
      ...plugin.permissions,
      ...Object.values(plugin.operations).map((operation) => operation.permission),
    ]),
  )
}

/** What a role may give where these permissions are asked for: each, all of a room, and all. */
export function givable(known: ReadonlySet<string>): ReadonlySet<string> {
  const given = new Set(known).add('*')
  for (const permission of known) given.add(`${permission.slice(0, permission.indexOf('.'))}.*`)
  return given
}

/** Refuses a role that gives a permission which nothing asks for: a misspelt one would be silence. */
export function checkRoles(roles: Roles, given: ReadonlySet<string>, refusal: (rule: string) => Error): void {
  for (const [role, permissions] of Object.entries(roles)) {
    for (const permission of permissions) {
      if (given.has(permission)) continue
      throw refusal(`gives the role "${role}" the permission "${permission}", which no operation or plugin names`)
    }
  }
}

function joinRoles(plugins: readonly Plugin[]): Roles {
  const given: Record<string, Set<string>> = Object.create(null)
  for (const plugin of plugins) {
    for (const [role, permissions] of Object.entries(plugin.roles)) {
      const all = given[role] ?? new Set<string>()
      for (const permission of permissions) all.add(permission)
      given[role] = all
    }
  }
  const roles: Record<string, string[]> = Object.create(null)
  for (const [role, permissions] of Object.entries(given)) roles[role] = [...permissions]
  return roles
}

function joinEntries(
  plugins: readonly Plugin[],
  claim: (what: string, name: string, plugin: string) => void,
): ReadonlyMap<string, readonly unknown[]> {
  const known = new Set(plugins.flatMap((plugin) => plugin.registries.map((registry) => registry.name)))
  const entries = new Map<string, unknown[]>()
  for (const plugin of plugins) {
    for (const { registry, entry } of plugin.entries) {
      if (!known.has(registry.name)) {
        const rule = `adds to the registry "${registry.name}", which no loaded plugin defines`
        throw PluginInvalid.create({ plugin: plugin.name, rule })
      }
      claim(`entry of ${registry.name}`, registry.keyOf(entry), plugin.name)
      entries.set(registry.name, [...(entries.get(registry.name) ?? []), entry])
    }
  }
  const entriesOf = <Other>({ name }: Registry<Other>) => (entries.get(name) ?? []) as readonly Other[]
  for (const registry of plugins.flatMap((plugin) => plugin.registries)) {
    registry.check?.(entriesOf(registry), entriesOf)
  }
  return entries
}
