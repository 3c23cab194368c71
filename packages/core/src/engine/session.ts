/** Who acts, where: what `engine.as` and `engine.join` are given. */
import { SessionInvalid } from './errors.ts'
import { isScopeName } from './studio.ts'

/** A role, for every branch or for those named. */
export type RoleGrant = string | { readonly role: string; readonly branches: readonly string[] }

export interface Actor {
  /** The host's own id of the person or program. */
  readonly id: string
  readonly roles: readonly RoleGrant[]
}

export interface SessionOptions {
  /** The studio. */
  readonly tenant: string
  /** The branch in which the actor works; what is written is written for it. */
  readonly branch: string
  readonly actor: Actor
  /** BCP 47; the studio's unless told. */
  readonly locale?: string | undefined
  /** Ties together what belongs to one request of the host; made up unless given. */
  readonly correlationId?: string | undefined
}

/** @throws SESSION_INVALID */
export function checkSession(options: SessionOptions): void {
  const refuse = (option: string, rule: string): never => {
    throw SessionInvalid.create({ option, rule })
  }
  if (options === null || typeof options !== 'object') refuse('the session', 'must be given')
  if (!isScopeName(options.tenant)) refuse('tenant', 'must be 1 to 40 letters, digits, - or _')
  if (!isScopeName(options.branch)) refuse('branch', 'must be 1 to 40 letters, digits, - or _')
  const { actor } = options
  if (actor === null || typeof actor !== 'object') refuse('actor', 'must be { id, roles }')
  if (typeof actor.id !== 'string' || actor.id.length === 0 || actor.id.length > 200) {
    refuse('actor.id', 'must be text of 1 to 200 characters')
  }
  if (!isStorableText(actor.id)) refuse('actor.id', 'must be well-formed Unicode without the character NUL')
  if (!Array.isArray(actor.roles)) refuse('actor.roles', 'must be a list')
  for (const grant of actor.roles) {
    const limited =
      typeof grant === 'object' && grant !== null && typeof grant.role === 'string' && Array.isArray(grant.branches)
    if (limited && !grant.branches.every((branch: unknown) => isScopeName(branch))) {
      refuse('actor.roles', 'must name branches of 1 to 40 letters, digits, - or _')
    }
    if (typeof grant !== 'string' && !limited) refuse('actor.roles', 'must hold names of roles, or { role, branches }')
  }
  const { correlationId, locale } = options
  if (correlationId !== undefined && (typeof correlationId !== 'string' || correlationId.length > 200)) {
    refuse('correlationId', 'must be text of at most 200 characters')
  }
  if (correlationId !== undefined && !isStorableText(correlationId)) {
    refuse('correlationId', 'must be well-formed Unicode without the character NUL')
  }
  if (locale !== undefined && typeof locale !== 'string') refuse('locale', 'must be a BCP 47 tag')
}

const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000')
