/** What roles allow. Pure: no I/O. */
import { defineError } from '../values/calotype-error.ts'
import type { Actor } from './session.ts'

/** A role's permissions: operation names, `room.*`, or `*`. */
export type Roles = Readonly<Record<string, readonly string[]>>

export const PermissionMissing = defineError<{
  permission: string
  actor: string
  branch: string
  roles: readonly string[]
}>({
  code: 'PERMISSION_MISSING',
  status: 403,
  summary: "None of the actor's roles allows this.",
  message: ({ permission, actor, branch }) => `"${actor}" may not ${permission} in branch "${branch}".`,
  mend: ({ roles, permission }) =>
    `Give the actor a role with the permission ${permission} that reaches this branch (roles now: ${roles.join(', ') || 'none'}).`,
})

export const PermissionUnknown = defineError<{ permission: string }>({
  code: 'PERMISSION_UNKNOWN',
  status: 500,
  summary: 'An operation asked for a permission that nobody declares.',
  message: ({ permission }) => `No operation or plugin names the permission "${permission}".`,
  mend: "Check the spelling, or name it in the plugin's `permissions`.",
})

export const RoleUnknown = defineError<{ role: string; known: readonly string[] }>({
  code: 'ROLE_UNKNOWN',
  status: 400,
  summary: 'An actor has a role that no plugin or host defines.',
  message: ({ role }) => `There is no role "${role}".`,
  mend: ({ known }) => `Use one of: ${known.join(', ')}; or define it in createEngine({ roles }).`,
})

/** What an actor may do, worked out once a session. */
export class Permissions {
  /** By branch; `*` holds what is allowed in every branch. */
  readonly #granted = new Map<string, Set<string>>()
  readonly #actor: Actor

  constructor(actor: Actor, roles: Roles) {
    this.#actor = actor
    for (const grant of actor.roles) {
      const role = typeof grant === 'string' ? grant : grant.role
      const permissions = Object.hasOwn(roles, role) ? roles[role] : undefined
      if (permissions === undefined) throw RoleUnknown.create({ role, known: Object.keys(roles) })
      const branches = typeof grant === 'string' ? ['*'] : grant.branches
      for (const branch of branches) {
        const granted = this.#granted.get(branch) ?? new Set()
        for (const permission of permissions) granted.add(permission)
        this.#granted.set(branch, granted)
      }
    }
  }

  allows(permission: string, branch: string): boolean {
    return allowedBy(this.#granted.get('*'), permission) || allowedBy(this.#granted.get(branch), permission)
  }

  /** The branches in which the actor has a permission; `'all'` where a role without a limit gives it. */
  branchesWith(permission: string): readonly string[] | 'all' {
    if (allowedBy(this.#granted.get('*'), permission)) return 'all'
    return [...this.#granted.keys()].filter((branch) => this.allows(permission, branch)).sort()
  }

  /** The roles that reach a branch. */
  rolesIn(branch: string): readonly string[] {
    return this.#actor.roles.flatMap((grant) => {
      if (typeof grant === 'string') return [grant]
      return grant.branches.includes(branch) ? [grant.role] : []
    })
  }

  demand(permission: string, branch: string): void {
    if (this.allows(permission, branch)) return
    const roles = this.#actor.roles.map((grant) =>
      typeof grant === 'string' ? grant : `${grant.role} (${grant.branches.join(', ')})`,
    )
    throw PermissionMissing.create({ permission, actor: this.#actor.id, branch, roles })
  }
}

function allowedBy(granted: ReadonlySet<string> | undefined, permission: string): boolean {
  if (granted === undefined) return false
  if (granted.has('*') || granted.has(permission)) return true
  const dot = permission.indexOf('.')
  return dot > 0 && granted.has(`${permission.slice(0, dot)}.*`)
}
