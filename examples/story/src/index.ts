/** What the examples that tell a story share. */
export { Approvals, vouching } from './approvals.ts'
export { Checks } from './checks.ts'
export { at, StoryClock } from './clock.ts'
export { money, Printer } from './printer.ts'
export { tellStory } from './run.ts'
