/** The session in which a plugin's own work runs: it may do everything, and is recorded as the plugin. */
import type { Kernel } from './kernel.ts'
import { Permissions } from './permissions.ts'
import type { OpenSession } from './query-run.ts'

const everything = { plugin: ['*'] }

export async function pluginSession(
  kernel: Kernel,
  work: { readonly plugin: string; readonly tenant: string; readonly branch: string; readonly correlationId: string },
): Promise<OpenSession> {
  const studio = await kernel.studios.find(work.tenant)
  const actor = `plugin:${work.plugin}`
  return {
    tenant: work.tenant,
    branch: work.branch,
    actor,
    permissions: new Permissions({ id: actor, roles: ['plugin'] }, everything),
    studio,
    locale: studio.locale,
    correlationId: work.correlationId,
  }
}
