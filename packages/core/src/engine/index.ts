/** The engine's public contract: what plugins and hosts import. */
export { assembleEngine, type EngineOptions } from './assemble.ts'
export type { CommandContext, EventWhen, NumberRequest, QueryContext } from './context.ts'
export * from './custom-field.ts'
export type { Call, Calls, CommandOptions, Desk } from './desk.ts'
export { Engine, type EngineState, type JoinedDesk } from './engine.ts'
export * from './errors.ts'
export { defineEvent, type Event, type EventKind } from './event.ts'
export { JobTakenOver } from './job-runner.ts'
export { LeaseLost } from './subscription-runner.ts'
export { ServiceMissing } from './container.ts'
export { HandlerTooSlow } from './patience.ts'
export type { Health } from './health.ts'
export type { Attempt, Callable, OperationKind } from './callable.ts'
export { after, before, type Hook, HookFailed, on, Vetoed, veto } from './hook.ts'
export { defineHookPoint, type HookPoint } from './hook-point.ts'
export type { JobKind } from './job-kind.ts'
export { type Job, job } from './job.ts'
export {
  CapabilityMissing,
  type Declarations,
  declarationsToken,
  PluginCollision,
  PluginCycle,
  PluginMissing,
  PluginRange,
} from './load-plugins.ts'
export * from './operation.ts'
export { PermissionMissing, PermissionUnknown, RoleUnknown, type Roles } from './permissions.ts'
export * from './plugin.ts'
export * from './records.ts'
export * from './registry.ts'
export type { Actor, RoleGrant, SessionOptions } from './session.ts'
export { SettingsInvalid, type SettingsOf, SettingsUnknown } from './settings.ts'
export {
  BranchUnknown,
  type BranchSettings,
  Studio,
  StudioInvalid,
  type StudioSettings,
  type TenantDirectory,
  TenantUnknown,
  tenantDirectoryToken,
} from './studio.ts'
export { type Subscriber, subscribe, subscribeInBatches, subscribeToAll } from './subscriber.ts'
export * from './tokens.ts'
// Of the engine's own copy of tsyringe: a second copy could not see what this one registers.
export { inject, injectable } from 'tsyringe'
export { engineVersion } from './version.ts'
