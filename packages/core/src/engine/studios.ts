/** Which studios there are, with their settings; remembers the ones seen. */
import type { Reads, Tx } from '../storage/port.ts'
import { isScopeName, Studio, type TenantDirectory, TenantUnknown } from './studio.ts'
import { stored } from './tables.ts'
import type { Instant } from '../values/instant.ts'

const ownerFact = 'owner'

export class Studios {
  readonly #directory: TenantDirectory
  /** Whether the first studio that writes owns the store: so where the host names no tenants. */
  readonly #oneOwner: boolean
  readonly #seen = new Map<string, Studio>()
  readonly #written = new Set<string>()
  #owner: string | undefined

  constructor(directory: TenantDirectory, oneOwner: boolean) {
    this.#directory = directory
    this.#oneOwner = oneOwner
  }

  async load(reads: Reads): Promise<readonly string[]> {
    const owner = await reads.find(stored.storeFacts, {
      where: { kind: 'compare', column: 'name', is: 'eq', value: ownerFact },
      orderBy: [],
      limit: 1,
    })
    const value = owner[0]?.value
    this.#owner = typeof value === 'string' ? value : undefined
    const rows = await reads.find(stored.tenants, { orderBy: [{ column: 'tenant', direction: 'asc' }], limit: 'all' })
    for (const row of rows) this.#written.add(String(row.tenant))
    return [...this.#written]
  }

  /** The studio, or `TENANT_UNKNOWN`. */
  find(tenant: string): Studio | Promise<Studio> {
    if (this.#oneOwner && this.#owner !== undefined && this.#owner !== tenant) throw TenantUnknown.create({ tenant })
    return this.#seen.get(tenant) ?? this.#look(tenant)
  }

  /** Forgets what was read of a studio's settings, so that the next operation asks the directory again. */
  forget(tenant: string): void {
    this.#seen.delete(tenant)
  }

  hasWritten(tenant: string): boolean {
    return this.#written.has(tenant)
  }

  /** Records the first command of a studio, in its transaction; where there is one owner, claims the store for it. */
  async recordFirstWrite(tx: Tx, tenant: string, branch: string, at: Instant): Promise<void> {
    if (this.#oneOwner) {
      await tx.insert(stored.storeFacts, [{ name: ownerFact, value: tenant }], 'primary')
      const [fact] = await tx.find(stored.storeFacts, {
        where: { kind: 'compare', column: 'name', is: 'eq', value: ownerFact },
        orderBy: [],
        limit: 1,
      })
      if (fact?.value !== tenant) throw TenantUnknown.create({ tenant })
    }
    await tx.insert(stored.tenants, [{ tenant, branch, firstWrittenAt: at }], 'primary')
  }

  /** Called when the transaction of `recordFirstWrite` has committed. */
  markWritten(tenant: string): void {
    this.#written.add(tenant)
    if (this.#oneOwner) this.#owner = tenant
  }

  async #look(tenant: string): Promise<Studio> {
    if (!isScopeName(tenant)) throw TenantUnknown.create({ tenant })
    const settings = await this.#directory.find(tenant)
    if (settings === undefined) throw TenantUnknown.create({ tenant })
    const studio = new Studio(settings)
    this.#seen.set(tenant, studio)
    return studio
  }
}
