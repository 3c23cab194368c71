/** Assembles an engine from plugins and a store. Nothing is global: two engines in one process never meet. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter } from 'eventemitter3'
import type { StorageAdapter } from '../storage/port.ts'
import { storedForm } from '../storage/scope.ts'
import {
  acceptedSteps,
  type DeclaredSchema,
  type MigrationPlan,
  planMigration,
  SchemaMissing,
  stepInWords,
} from '../storage/migration-plan.ts'
import { createIdFactory } from '../values/id.ts'
import { instantFromMillis } from '../values/instant.ts'
import { Background, type BackgroundOptions } from './background.ts'
import { checkOptions } from './check-options.ts'
import { Services } from './container.ts'
import type { CustomField } from './custom-field.ts'
import { Engine } from './engine.ts'
import { EngineInvalid } from './errors.ts'
import type { Event } from './event.ts'
import { Hooks } from './hook.ts'
import type { Kernel } from './kernel.ts'
import { checkRoles, declarationsToken, type Declarations, givable, loadPlugins } from './load-plugins.ts'
import { lasting } from './losses.ts'
import { definePlugin, type Plugin } from './plugin.ts'
import type { Roles } from './permissions.ts'
import { settingsValues } from './records.ts'
import { SettingsCache, settingsCacheToken } from './settings-cache.ts'
import { type StudioSettings, type TenantDirectory, tenantDirectoryToken } from './studio.ts'
import { Studios } from './studios.ts'
import { stored } from './tables.ts'
import {
  type Clock,
  clockToken,
  type Ids,
  idsToken,
  type Logger,
  loggerToken,
  provide,
  type Provision,
} from './tokens.ts'
import { engineGeneration, engineVersion } from './version.ts'

export interface EngineOptions<P extends readonly Plugin[]> {
  /** The store; the engine closes it. */
  readonly storage: StorageAdapter
  /** What the engine shall do beside the core's rooms. */
  readonly plugins?: P
  /** The settings of every studio, where the host keeps none of its own. */
  readonly studio: StudioSettings
  /**
   * The studios of this store: their names, or a directory that knows the settings of each. Without it, the first studio
   * that writes owns the store, and any other name is unknown.
   */
  readonly tenants?: readonly string[] | TenantDirectory
  /** Roles beside those of the plugins; a role of the same name is replaced. */
  readonly roles?: Roles
  /** Settings of plugins, by plugin, for studios that have not set their own. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Custom fields of the host's own. */
  readonly customFields?: readonly CustomField[]
  /** Replaces services: `provide(clockToken, { useValue: … })`. */
  readonly provide?: readonly Provision[]
  /** `apply` (unless told) brings the store up to date at the start; `check` refuses to start where that is needed. */
  readonly migrate?: 'apply' | 'check'
  /**
   * How long a call goes on trying when connections to the store break, in milliseconds; 10,000 unless told, 0 for not at
   * all. A command is carried out once, whatever was lost; only where the store stays away, `STORAGE_CONNECTION_LOST` says
   * whether it may have been.
   */
  readonly connectionPatienceMs?: number
  /** Subscribers and jobs run by themselves unless `false`; then call `engine.settle()`. */
  readonly background?: boolean | Partial<BackgroundOptions>
}

/** A logger that cannot do harm: what was committed is not undone by a report of it. */
function guarded(logger: Logger): Logger {
  const safely =
    (level: keyof Logger): Logger['warn'] =>
    (message, details) => {
      try {
        logger[level](message, details)
      } catch {
        // There is nobody left to tell.
      }
    }
  return { warn: safely('warn'), error: safely('error') }
}

const silent: Logger = { warn: () => {}, error: () => {} }

/** Puts an engine together from exactly these plugins. `createEngine` adds the core's rooms. */
export async function assembleEngine<const P extends readonly Plugin[]>(
  options: EngineOptions<P>,
  rooms: readonly Plugin[],
): Promise<Engine<P>> {
  checkOptions(options)
  const host = definePlugin({
    name: 'host',
    version: engineVersion,
    customFields: options.customFields ?? [],
    provide: options.provide ?? [],
  })
  const declarations = withHostRoles(
    loadPlugins([...rooms, ...(options.plugins ?? []), host], options.storage),
    options.roles,
  )
  const services = servicesOf(declarations, options)
  const clock = services.resolve(clockToken)
  const directory = services.resolve(tenantDirectoryToken)
  const schema: DeclaredSchema = {
    tables: [
      ...Object.values(stored).map((table) => ({ owner: 'engine', table })),
      ...[...declarations.owners].map(([table, owner]) => ({ owner, table: storedForm(declarations.schema, table) })),
    ],
    generations: {
      engine: engineGeneration,
      ...Object.fromEntries(
        declarations.plugins.filter((one) => one.tables.length > 0).map((one) => [one.name, one.generation]),
      ),
    },
  }
  const migrations = await bringUpToDate(options.storage, schema, options.migrate ?? 'apply')
  const settings = new SettingsCache(
    storedForm(declarations.schema, settingsValues),
    declarations.plugins,
    options.settings ?? {},
    clock,
  )
  services.provide(provide(settingsCacheToken, { useValue: settings }))
  const connectionPatienceMs = options.connectionPatienceMs ?? 10_000
  const kernel: Kernel = {
    storage: options.storage,
    declarations,
    services,
    hooks: new Hooks(declarations.plugins),
    studios: new Studios(directory, options.tenants === undefined),
    settings,
    clock,
    ids: services.resolve(idsToken),
    logger: guarded(services.resolve(loggerToken)),
    lasting: lasting(options.storage, connectionPatienceMs),
    connectionPatienceMs,
    atWork: new AsyncLocalStorage(),
    notices: new EventEmitter(),
  }
  const tenants = await options.storage.snapshot((reads) => kernel.studios.load(reads))
  const chosen = typeof options.background === 'object' ? options.background : {}
  const background = new Background(kernel, { pollMs: chosen.pollMs ?? 1000, leaseMs: chosen.leaseMs ?? 60_000 })
  await background.plan(tenants)
  if (options.background !== false) background.start()
  kernel.notices.on('settings.changed', ({ tenant }: Event) => settings.forget(tenant))
  return new Engine<P>(kernel, background, migrations)
}

function withHostRoles(declarations: Declarations, roles: Roles | undefined): Declarations {
  checkRoles(roles ?? {}, givable(declarations.permissions), (rule) => EngineInvalid.create({ option: 'roles', rule }))
  return { ...declarations, roles: { ...declarations.roles, ...roles } }
}

function servicesOf(declarations: Declarations, options: EngineOptions<readonly Plugin[]>): Services {
  const services = new Services()
  const clock: Clock = { now: () => instantFromMillis(Date.now()) }
  services.provide(provide(clockToken, { useValue: clock }))
  services.provide(provide(idsToken, { useFactory: (): Ids => ({ next: createIdFactory() }) }))
  services.provide(provide(loggerToken, { useValue: silent }))
  services.provide(provide(tenantDirectoryToken, { useValue: directoryOf(options) }))
  services.provide(provide(declarationsToken, { useValue: declarations }))
  for (const plugin of declarations.plugins) for (const provision of plugin.provide) services.provide(provision)
  return services
}

function directoryOf(options: EngineOptions<readonly Plugin[]>): TenantDirectory {
  const { studio, tenants } = options
  if (tenants === undefined) return { find: () => studio }
  if ('find' in tenants && typeof tenants.find === 'function' && !Array.isArray(tenants))
    return tenants as TenantDirectory
  const names = new Set(tenants as readonly string[])
  return { find: (tenant) => (names.has(tenant) ? studio : undefined) }
}

async function bringUpToDate(
  storage: StorageAdapter,
  declared: DeclaredSchema,
  how: 'apply' | 'check',
): Promise<MigrationPlan> {
  if (how === 'check') {
    const plan = planMigration(declared, await storage.introspect())
    const steps = acceptedSteps(plan)
    if (steps.length > 0) {
      const made = steps.filter(({ kind }) => kind === 'create-table')
      throw SchemaMissing.create({ steps: steps.map(stepInWords), empty: made.length === declared.tables.length })
    }
    return plan
  }
  // Most starts find nothing to do: look first, and take the lock of a migration only for a reason.
  let plan = planMigration(declared, await storage.introspect())
  if (plan.steps.length > 0 || plan.refusals.length > 0) {
    await storage.migrate((found) => {
      plan = planMigration(declared, found)
      return acceptedSteps(plan)
    })
  }
  return plan
}
