/** Carries a connection and cuts it where a plan says. */
import type { Socket } from 'node:net'
import type { Cut, CutPlan } from './cuts.ts'
import type { Frame, Framing } from './frames.ts'
import type { Carrier } from './proxy.ts'

export function cutting(framing: Framing, plan: CutPlan): Carrier {
  return (near, far) => {
    const link = new CutLink(framing, plan, near, far)
    near.on('data', (chunk) => link.fromClient(chunk))
    far.on('data', (chunk) => link.fromServer(chunk))
    near.on('close', () => link.clientGone())
  }
}

class CutLink {
  readonly #framing: Framing
  readonly #plan: CutPlan
  readonly #near: Socket
  readonly #far: Socket
  readonly #frames: (chunk: Buffer) => readonly Frame[]
  #cut: Cut | undefined
  #statements = 0
  /** The bytes of a commit that comes late. */
  #late: Buffer[] | undefined
  /** Between a commit and the end of what it came with. */
  #committing = false
  /** What the server says is kept from the client. */
  #deaf = false
  #over = false

  constructor(framing: Framing, plan: CutPlan, near: Socket, far: Socket) {
    this.#framing = framing
    this.#plan = plan
    this.#near = near
    this.#far = far
    this.#frames = framing.reader()
  }

  fromClient(chunk: Buffer): void {
    for (const frame of this.#frames(chunk)) if (!this.#over) this.#carry(frame)
  }

  fromServer(chunk: Buffer): void {
    if (!this.#deaf) {
      this.#near.write(chunk)
    } else if (this.#framing.tellsCommitted(chunk)) {
      this.#end()
    }
  }

  clientGone(): void {
    // A late commit still has to reach the server.
    if (this.#late === undefined) this.#far.end()
  }

  #carry(frame: Frame): void {
    const { meaning } = frame
    // What begins a transaction may hold its first statement as well.
    const isStatement = meaning === 'statement' || meaning === 'begin'
    if (meaning === 'begin') {
      this.#cut = this.#plan.next()
      this.#statements = 0
    }
    if (meaning === 'commit' && this.#startsCommit()) return
    if (isStatement && !this.#committing && this.#endsBefore()) return
    if (this.#late === undefined) this.#far.write(frame.bytes)
    else this.#late.push(frame.bytes)
    if (this.#committing) {
      if (frame.endsUnit) this.#committed()
    } else if (isStatement && this.#cut?.kind === 'after-statement' && this.#reached()) {
      this.#made()
      this.#leave()
    }
  }

  /** Answers whether the connection was cut right there. */
  #startsCommit(): boolean {
    const kind = this.#cut?.kind
    switch (kind) {
      case 'before-commit':
        this.#made()
        this.#end()
        return true
      case 'commit-answered':
        this.#deaf = true
        this.#committing = true
        return false
      case 'commit-late':
        this.#late = []
        this.#committing = true
        return false
      case 'commit-sent':
        this.#committing = true
        return false
      default:
        this.#cut = undefined
        return false
    }
  }

  #committed(): void {
    const cut = this.#cut
    this.#committing = false
    if (cut === undefined) return
    this.#made()
    if (cut.kind === 'commit-sent') this.#leave()
    if (cut.kind !== 'commit-late') return
    this.#over = true
    const bytes = Buffer.concat(this.#late ?? [])
    this.#near.destroy()
    setTimeout(() => {
      this.#far.write(bytes)
      this.#far.end()
    }, cut.lateMs)
  }

  /** Counts a statement; answers whether the connection was cut right before it. */
  #endsBefore(): boolean {
    this.#statements++
    if (this.#cut?.kind !== 'before-statement' || !this.#reached()) return false
    this.#made()
    this.#end()
    return true
  }

  #reached(): boolean {
    return this.#cut !== undefined && this.#statements >= this.#cut.statement
  }

  #made(): void {
    if (this.#cut !== undefined) this.#plan.made(this.#cut.kind)
  }

  /** The server gets what was sent, and nobody hears its answer. */
  #leave(): void {
    this.#over = true
    this.#near.destroy()
    this.#far.end()
  }

  #end(): void {
    this.#over = true
    this.#near.destroy()
    this.#far.destroy()
  }
}
