/** @packageDocumentation A channel of Calotype's notifications that keeps each message as a file. */
export { type FileChannelOptions, fileChannel } from './file-channel.ts'
