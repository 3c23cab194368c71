import type { OrderWorld } from './order-world.ts'

/** One thing that somebody may try. */
export interface OrderStep {
  readonly name: string
  /** How often it is tried beside the others; 1 unless told. */
  readonly weight?: number
  /** What was tried, for whoever reads of a failure. */
  act(world: OrderWorld): Promise<string>
}
