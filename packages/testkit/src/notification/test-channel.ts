/** What the suite for channels of notifications is run on. */
import type { NotificationChannel } from '@calotype/core'

/**
 * How the other side behaves. `plain`: it takes what it is sent. `down`: it cannot be reached and takes nothing. `silent`: it
 * takes nothing and never answers. `lost`: it takes the message, and its answer is lost.
 */
export type ChannelWay = 'plain' | 'down' | 'silent' | 'lost'

/** What has arrived, as the person sees it. */
export interface ArrivedMessage {
  readonly to: string
  readonly subject: string | null
  readonly body: string
}

/** A channel with the other side of it: the provider's sandbox, or a simulation of it that the author has written. */
export interface TestChannel {
  readonly channel: NotificationChannel
  /** An address that the channel takes. */
  readonly goodAddress: string
  /** Addresses that it must refuse, beside the empty one. */
  readonly badAddresses: readonly string[]
  /** Whether a subject arrives beside the body. */
  readonly subjects: boolean
  /** How the other side can behave beside `plain` and `down`. */
  readonly ways: readonly ('silent' | 'lost')[]
  /** From now on the other side behaves so. */
  behave(way: ChannelWay): void | Promise<void>
  /** Everything that has arrived under an id of the house, as often as it arrived. */
  arrived(id: string): Promise<readonly ArrivedMessage[]>
  close?(): Promise<void>
}
