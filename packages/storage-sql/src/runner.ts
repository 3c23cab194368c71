/** A transaction, for those who know statements only: the writing of tables, and locks on names. */
import type { Answer, SqlValue, Statement } from './connection.ts'

/** Carries a statement out, in the order in which it is called. */
export interface Runner {
  readonly pipelines: boolean
  run(statement: Statement, parameters: readonly SqlValue[]): Promise<Answer>
  /** Runs `work`; if it throws, undoes its statements and throws on, and the transaction can go on. */
  savepoint<T>(work: () => Promise<T>): Promise<T>
}
