import type { BookingWorld } from './booking-world.ts'

/** One thing that somebody may try. */
export interface BookingStep {
  readonly name: string
  /** How often it is tried beside the others; 1 unless told. */
  readonly weight?: number
  /** What was tried, for whoever reads of a failure. */
  act(world: BookingWorld): Promise<string>
}
