/** Which studios there are, with their settings; remembers the ones seen. */
import type { Reads, Tx } from '../storage/port.ts'
import { isScopeName, Studio, type TenantDirectory, TenantUnknown } from './studio.ts'
import { stored } from './tables.ts'
import type { Instant } from '../values/instant.ts'

const ownerFact = 'owner'
/** A random name of the store, by which it is told from others. */
const identityFact = 'identity'

/** What the first command of a studio leaves to remember, once it is committed. */
export interface FirstWrite {
  readonly tenant: string
  /** The store's name. */
  readonly identity: string | undefined
}

async function factsOf(reads: Reads): Promise<(name: string) => string | undefined> {
  const rows = await reads.find(stored.storeFacts, {
    where: { kind: 'in', column: 'name', values: [ownerFact, identityFact] },
    orderBy: [],
    limit: 'all',
  })
  const facts = new Map(rows.map(({ name, value }) => [name, value]))
  return (name) => {
    const value = facts.get(name)
    return typeof value === 'string' ? value : undefined
  }
}

export class Studios {
  readonly #directory: TenantDirectory
  /** Whether the first studio that writes owns the store: so where the host names no tenants. */
  readonly #oneOwner: boolean
  readonly #seen = new Map<string, Studio>()
  readonly #written = new Set<string>()
  #owner: string | undefined
  #identity: string | undefined

  constructor(directory: TenantDirectory, oneOwner: boolean) {
    this.#directory = directory
    this.#oneOwner = oneOwner
  }

  async load(reads: Reads): Promise<readonly string[]> {
    const fact = await factsOf(reads)
    this.#owner = fact(ownerFact)
    this.#identity = fact(identityFact)
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

  /**
   * Records the first command of a studio, in its transaction; gives the store its name where it has none, and where there
   * is one owner, claims the store for it. `id` is the name that the store would get.
   */
  async recordFirstWrite(tx: Tx, tenant: string, branch: string, at: Instant, id: string): Promise<FirstWrite> {
    const facts = [{ name: identityFact, value: id }]
    if (this.#oneOwner) facts.push({ name: ownerFact, value: tenant })
    await tx.insert(stored.storeFacts, facts, 'primary')
    const standing = await factsOf(tx)
    if (this.#oneOwner && standing(ownerFact) !== tenant) throw TenantUnknown.create({ tenant })
    await tx.insert(stored.tenants, [{ tenant, branch, firstWrittenAt: at }], 'primary')
    return { tenant, identity: standing(identityFact) }
  }

  /**
   * Whether these are reads of another store than this one. Told where both have a name: a store gets its name with its
   * first command, and a process that has not met the name yet believes what it is given.
   */
  async isElsewhere(reads: Reads): Promise<boolean> {
    const fact = await factsOf(reads)
    return this.#identity !== undefined && fact(identityFact) !== this.#identity
  }

  /** Called when the transaction of `recordFirstWrite` has committed. */
  markWritten({ tenant, identity }: FirstWrite): void {
    this.#written.add(tenant)
    this.#identity = identity
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
