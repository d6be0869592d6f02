/**
 * Where an item lies, and (in the type alone) what lies there: a read by the key gives `T`, a write under it takes `T`.
 * Only `keys.ts` makes keys.
 */
export interface Key<T> {
  readonly pk: string;
  readonly sk: string;
  /** Stored beside the item, for filters of the stream and for people who look into the table. */
  readonly type: string;
  /** Never there; it carries the item's type. */
  readonly holds?: T;
}

/** A place in one of the three secondary indexes; an item without one is not in that index. */
export interface IndexKey {
  readonly pk: string;
  readonly sk: string;
}
