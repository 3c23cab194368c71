/** What can be wrong with the options of an engine before anything is opened. */
import type { StorageAdapter } from '../storage/port.ts'
import { EngineInvalid } from './errors.ts'
import { Studio, type StudioSettings } from './studio.ts'

const known: ReadonlySet<string> = new Set([
  'storage',
  'plugins',
  'studio',
  'tenants',
  'roles',
  'settings',
  'customFields',
  'provide',
  'migrate',
  'connectionPatienceMs',
  'background',
])
const ofBackground: ReadonlySet<string> = new Set(['pollMs', 'leaseMs'])

/** As much of the options as is checked here; the rest is checked where it is used. */
export interface CheckedOptions {
  readonly storage: StorageAdapter
  readonly plugins?: readonly { readonly name: string; readonly operations: object }[]
  readonly studio: StudioSettings
  readonly migrate?: string
  readonly connectionPatienceMs?: number
  readonly background?: boolean | object
}

/** @throws ENGINE_INVALID, STUDIO_INVALID */
export function checkOptions(options: CheckedOptions): void {
  const storage = options?.storage as Partial<StorageAdapter> | undefined
  if (typeof storage?.transaction !== 'function' || typeof storage.snapshot !== 'function') {
    throw EngineInvalid.create({ option: 'storage', rule: 'must be a storage adapter, such as sqlite({ file })' })
  }
  if (storage.contract !== 1) {
    const rule = `must follow contract 1 of the storage port, but follows ${String(storage.contract)}`
    throw EngineInvalid.create({ option: 'storage', rule })
  }
  checkNames(options)
  for (const [place, plugin] of (options.plugins ?? []).entries()) {
    if (typeof plugin?.name === 'string' && typeof plugin.operations === 'object') continue
    const rule = `must hold plugins made by definePlugin, but holds ${shownPlugin(plugin)} at place ${place}`
    throw EngineInvalid.create({ option: 'plugins', rule })
  }
  const patience = options.connectionPatienceMs
  if (patience !== undefined && !(Number.isFinite(patience) && patience >= 0)) {
    const rule = `must be a number of milliseconds from 0, but is ${String(patience)}`
    throw EngineInvalid.create({ option: 'connectionPatienceMs', rule })
  }
  if (options.studio === undefined) {
    throw EngineInvalid.create({ option: 'studio', rule: 'must give at least a currency and a timeZone' })
  }
  new Studio(options.studio)
}

const shownPlugin = (plugin: unknown): string =>
  plugin === undefined || plugin === null
    ? 'nothing (a misspelt import, or a circle of imports?)'
    : `a ${typeof plugin}`

/** A misspelt option would be one that silently does nothing. */
function checkNames({ migrate, background, ...options }: CheckedOptions): void {
  for (const name of Object.keys(options)) {
    if (!known.has(name)) throw EngineInvalid.create({ option: name, rule: `is no option; there are ${listed(known)}` })
  }
  if (migrate !== undefined && migrate !== 'apply' && migrate !== 'check') {
    const rule = `must be 'apply' or 'check', but is ${JSON.stringify(migrate)}`
    throw EngineInvalid.create({ option: 'migrate', rule })
  }
  if (background === undefined || typeof background === 'boolean') return
  if (typeof background !== 'object' || background === null) {
    throw EngineInvalid.create({ option: 'background', rule: 'must be true, false or { pollMs, leaseMs }' })
  }
  for (const [name, value] of Object.entries(background)) {
    const option = `background.${name}`
    if (!ofBackground.has(name)) {
      throw EngineInvalid.create({ option, rule: `is no option; there are ${listed(ofBackground)}` })
    }
    if (value !== undefined && !(Number.isFinite(value) && value > 0)) {
      throw EngineInvalid.create({ option, rule: `must be a number of milliseconds above 0, but is ${String(value)}` })
    }
  }
}

const listed = (names: ReadonlySet<string>): string => [...names].join(', ')
